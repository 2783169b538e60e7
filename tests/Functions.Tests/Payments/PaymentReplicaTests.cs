using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Functions.Tests.Payments;

/// <summary>Payments with a streaming replica that stands still.</summary>
public sealed class PaymentReplicaTests(TestServer server, TestReplica replica) : IClassFixture<TestReplica>
{
    [Fact]
    public async Task A_payment_is_read_back_at_once_and_only_the_totals_may_lag()
    {
        await using var api = new ReplicatedApi(server, replica);
        await api.InitializeAsync();
        await replica.CatchUpAsync();
        await replica.PauseAsync();

        string student = await Money.StudentAsync(api);
        var (path, payment) = await Money.CreateAsync(api, "payments", NewPayment.Body(student));

        Assert.Equal(payment.Text, (await api.GetAsync(path)).Text);
        Assert.Empty(await TotalsAsync());

        await api.CatchUpAsync();

        Assert.Single(await TotalsAsync());

        async Task<JsonArray> TotalsAsync() =>
            (await api.GetAsync("payments/summary?from=2026-01-01&to=2026-12-31")).Json["value"]!.AsArray();
    }
}
