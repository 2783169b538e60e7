using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Payments;

/// <summary>The totals of a payment are kept by its refunds; what leaves them as they are is no change.</summary>
public sealed class UnchangedPaymentTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_payment_without_a_new_refund_keeps_its_version()
    {
        string student = await Money.StudentAsync(api);
        var (path, created) = await Money.CreateAsync(api, "payments", NewPayment(student));

        await Money.ExecuteAsync(api, $"update payments set reference = reference where student_id = '{student}'");

        Assert.Equal(created.ETag, (await api.GetAsync(path)).ETag);
    }

    private static string NewPayment(string student) => $$"""
        {"studentId":"{{student}}","amountMinor":100,"currency":"EUR","method":"cash","paidAt":"2026-09-01T08:00:00Z"}
        """;
}
