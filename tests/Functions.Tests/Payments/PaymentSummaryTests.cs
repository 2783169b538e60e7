using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Payments;

public sealed class PaymentSummaryTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task Totals_are_by_month_in_utc_and_currency_each_refund_with_its_payment()
    {
        string student = await Money.StudentAsync(api);
        // Already March in Berlin; in UTC the last hour of February.
        await PayAsync(student, 500, "EUR", "2031-03-01T00:30:00+01:00");
        string refunded = await PayAsync(student, 1000, "EUR", "2031-02-01T00:00:00Z");
        await PayAsync(student, 7, "JPY", "2031-02-14T12:00:00Z");
        await PayAsync(student, 250, "EUR", "2031-03-01T00:00:00Z");
        await Money.CreateAsync(api, $"{refunded}/refunds", """{"amountMinor":300,"reason":"ill"}""");

        var all = await api.GetAsync("payments/summary?from=2031-01-01&to=2031-12-31");

        Assert.Equal(
            """
            {"value":[
            {"month":"2031-02","currency":"EUR","paidMinor":1500,"refundedMinor":300,"netMinor":1200,"count":2},
            {"month":"2031-02","currency":"JPY","paidMinor":7,"refundedMinor":0,"netMinor":7,"count":1},
            {"month":"2031-03","currency":"EUR","paidMinor":250,"refundedMinor":0,"netMinor":250,"count":1}]}
            """.ReplaceLineEndings(""), all.Text);
        var days = await api.GetAsync("payments/summary?from=2031-02-14&to=2031-02-28");
        Assert.Equal(
            ["EUR 500", "JPY 7"],
            days.Json["value"]!.AsArray().Select(total => $"{total!["currency"]} {total["paidMinor"]}"));
        Assert.Equal("""{"value":[]}""", (await api.GetAsync("payments/summary?from=2031-04-01&to=2031-03-01")).Text);
        (await api.GetAsync("payments/summary?from=2031-02")).AssertProblem(400, "invalid-parameter");
        (await api.GetAsync("payments/summary?month=2")).AssertProblem(400, "unknown-parameter");
    }

    [Fact]
    public async Task A_sum_may_be_larger_than_64_bits_hold()
    {
        string student = await Money.StudentAsync(api);
        await Money.ExecuteAsync(api, $"""
            insert into payments (id, student_id, amount_minor, currency, method, paid_at)
            select gen_random_uuid(), '{student}', 9007199254740991, 'XXX', 'cash', '2032-01-01Z'
            from generate_series(1, 1100)
            """);

        var total = Assert.Single(
            (await api.GetAsync("payments/summary?from=2032-01-01&to=2032-01-31")).Json["value"]!.AsArray());

        Assert.Equal("9907919180215090100", total!["paidMinor"]!.ToJsonString());
        Assert.Equal("9907919180215090100", total["netMinor"]!.ToJsonString());
    }

    private async Task<string> PayAsync(string student, long amount, string currency, string at) =>
        (await Money.CreateAsync(api, "payments", NewPayment.Body(
            student, ("amountMinor", amount), ("currency", currency), ("paidAt", JsonValue.Create(at))))).Path;
}
