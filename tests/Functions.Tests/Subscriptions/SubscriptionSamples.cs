using Lectern.Functions.Tests.Lists;
using Lectern.Functions.Tests.Support;

namespace Lectern.Functions.Tests.Subscriptions;

internal sealed class SubscriptionSamples : Samples
{
    public override IReadOnlyDictionary<string, string> Statuses => new Dictionary<string, string>
    {
        ["listSubscriptions"] = "ok  ok  403 403 ok",
        ["exportSubscriptions"] = "ok  ok  403 403 ok",
        ["getSubscription"] = "ok  404 403 403 ok",
        ["createSubscription"] = "403 403 403 403 ok",
        ["updateSubscription"] = "403 403 403 403 ok",
        ["pauseSubscription"] = "403 403 403 403 ok",
        ["resumeSubscription"] = "403 403 403 403 ok",
        ["cancelSubscription"] = "403 403 403 403 ok",
    };

    public override string World => """
        insert into subscriptions (id, student_id, plan, amount_minor, currency, interval, starts_on)
            values ('{subscriptions}', '{students}', 'p', 1, 'EUR', 'month', '2026-01-01');
        """;

    public override IReadOnlyList<SampleTable> Tables =>
    [
        new("subscriptions", """
            insert into subscriptions (id, student_id, plan, amount_minor, currency, interval, starts_on, created_at)
                select pg_temp.id(n), pg_temp.id(n), pg_temp.cell(n), 4900, 'EUR', 'month',
                    pg_temp.tie(n)::date + n % 4, pg_temp.tie(n)
                from numbers;
            """),
    ];

    /// <summary>Those of one plan must not overlap.</summary>
    public override IReadOnlyDictionary<string, Func<string, string>> Bodies =>
        new Dictionary<string, Func<string, string>>
        {
            ["createSubscription"] = tag => Money.Subscription(FullSchool.First, ("plan", tag)),
        };

    public override IReadOnlyList<CostlyStatement> Costly =>
    [
        new("listSubscriptions", "&status=(active|expired)",
            "Which are over depends on the day, so no index has them apart."),
        new("listSubscriptions", "&endingBefore=", "No index has a range of days in the order of another time."),
    ];

    public override string Large => """
        insert into subscriptions (
                id, student_id, plan, amount_minor, currency, interval, starts_on, ends_on, status, created_at)
            select pg_temp.id(n), pg_temp.id(n % pg_temp.students() + 1), 'plan', 4900, 'EUR', 'month',
                pg_temp.at(n, pg_temp.students() * 2)::date,
                case when n <= pg_temp.students() or n % 10 = 0
                    then pg_temp.at(n, pg_temp.students() * 2)::date + 300 end,
                case when n % 100 = 0 then 'paused' when n % 10 = 1 then 'cancelled' else 'active' end,
                pg_temp.at(n, pg_temp.students() * 2)
            from generate_series(1, pg_temp.students() * 2) n;
        """;
}
