using Lectern.Functions.Tests.Lists;
using Lectern.Functions.Tests.Statements;
using Lectern.Functions.Tests.Support;

namespace Lectern.Functions.Tests.Payments;

internal sealed class PaymentSamples : Samples
{
    public override IReadOnlyDictionary<string, string> Statuses => new Dictionary<string, string>
    {
        ["listPayments"] = "ok  ok  403 403 ok",
        ["exportPayments"] = "ok  ok  403 403 ok",
        ["summarizePayments"] = "ok  ok  403 403 ok",
        ["getPayment"] = "ok  404 403 403 ok",
        ["createPayment"] = "403 403 403 403 ok",
        ["listRefunds"] = "ok  404 403 403 ok",
        ["exportRefunds"] = "ok  404 403 403 ok",
        ["getRefund"] = "ok  404 403 403 ok",
        ["createRefund"] = "403 403 403 403 ok",
    };

    public override string World => """
        insert into payments (id, student_id, amount_minor, refunded_minor, currency, method, paid_at)
            values ('{payments}', '{students}', 9000, 1, 'EUR', 'cash', now());
        insert into refunds (id, payment_id, amount_minor, reason) values ('{refunds}', '{payments}', 1, 'r');
        """;

    public override IReadOnlyList<SampleTable> Tables =>
    [
        new("payments", """
            insert into payments (id, student_id, amount_minor, currency, method, reference, paid_at, created_at)
                select pg_temp.id(n), pg_temp.id(n), 4900, 'EUR', 'card', pg_temp.cell(n), pg_temp.tie(n + 1),
                    pg_temp.tie(n)
                from numbers;
            """),
        new("refunds", $"""
            insert into refunds (id, payment_id, amount_minor, reason, created_at)
                select pg_temp.id(n), '{FullSchool.First}', 1, pg_temp.cell(n), pg_temp.tie(n) from numbers;
            """),
    ];

    public override string Rest =>
        $"update payments set refunded_minor = {FullSchool.Rows} where id = '{FullSchool.First}';";

    /// <summary>All refunds of these tests together are less than the payment.</summary>
    public override IReadOnlyDictionary<string, Func<string, string>> Bodies =>
        new Dictionary<string, Func<string, string>>
        {
            ["createRefund"] = tag => $$"""{"amountMinor":1,"reason":"{{tag}}"}""",
        };

    public override string Contradictions => """
        select count(*) from payments p
        where refunded_minor <> (select coalesce(sum(amount_minor), 0) from refunds where payment_id = p.id)
        """;

    public override async Task SendMarkedAsync(SchoolApi api, string mark)
    {
        string student = await Money.StudentAsync(api);
        var (path, _) = await Money.CreateAsync(api, "payments", NewPayment.Body(student, ("reference", mark)));
        await Money.CreateAsync(api, $"{path}/refunds", $$"""{"amountMinor":1,"reason":"{{mark}}"}""");
        await api.PostAsync($"{path}/refunds", $$"""{"amountMinor":9999,"reason":"{{mark}}"}""", Money.Key);
        await api.DeleteAsync($"students/{student}");
        await api.PostAsync("payments", NewPayment.Body($"{Guid.NewGuid()}", ("reference", mark)), Money.Key);
    }

    public override IReadOnlyList<CostlyStatement> Costly =>
    [
        new("summarizePayments", "", "Adds up all payments of its period. A standby does it, if there is one."),
        new("listPayments", "sort=-?createdAt&(from|to)=",
            "No index has a range of one time in the order of another. Sorted by paidAt, it reads a page."),
    ];

    public override IReadOnlyDictionary<string, string> Archived => new Dictionary<string, string>
    {
        ["getPayment"] = $"payments/{LargeSchool.Id(1000)}",
        ["listRefunds"] = $"payments/{LargeSchool.Id(1000)}/refunds",
        ["exportRefunds"] = $"payments/{LargeSchool.Id(1000)}/refunds/export",
        ["getRefund"] = $"payments/{LargeSchool.Id(1000)}/refunds/{LargeSchool.Id(1000)}",
        ["createRefund"] = $"payments/{LargeSchool.Id(1000)}/refunds",
    };

    public override string Large => """
        insert into payments (id, student_id, amount_minor, refunded_minor, currency, method, paid_at, created_at)
            select pg_temp.id(n), pg_temp.id(n % pg_temp.students() + 1), 4900,
                case when n % 1000 = 0 then 4900 when n % 1000 = 1 then 1 else 0 end, 'EUR', 'card',
                pg_temp.at(n, pg_temp.rows()), pg_temp.at(n, pg_temp.rows()) + n % 7 * interval '1 hour'
            from generate_series(1, pg_temp.rows()) n;
        insert into refunds (id, payment_id, amount_minor, reason, created_at)
            select id, id, refunded_minor, 'r', created_at from payments where refunded_minor > 0;
        """;
}
