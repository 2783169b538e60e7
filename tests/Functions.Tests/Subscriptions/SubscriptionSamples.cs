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
}
