using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>The API with a streaming replica that stands still: what is answered from where.</summary>
public sealed class ReplicaTests(TestServer server, TestReplica replica) : IClassFixture<TestReplica>
{
    /// <summary>The API that knows both servers.</summary>
    private sealed class ReplicatedApi(TestServer server, TestReplica replica) : SchoolApi(server)
    {
        protected override Dictionary<string, string?> Settings => new()
        {
            ["AUTHENTICATION"] = "development",
            ["DATABASE_URL"] = replica.BothConnectionString("lectern_app", Database.Name),
        };
    }

    [Fact]
    public async Task Whoever_writes_reads_it_back_at_once_and_only_exports_and_totals_may_lag()
    {
        await using var api = new ReplicatedApi(server, replica);
        await api.InitializeAsync();
        await replica.CatchUpAsync();
        await replica.PauseAsync();

        string student = await Money.StudentAsync(api);
        var (path, payment) = await Money.CreateAsync(api, "payments", Money.Payment(student));

        Assert.Equal(payment.Text, (await api.GetAsync(path)).Text);
        Assert.Equal([student], await api.IdsAsync("students"));
        Assert.Equal("", (await api.GetAsync("students/export")).Text);
        Assert.Empty(await TotalsAsync());

        await replica.ResumeAsync();
        await server.ExecuteAsync("set synchronous_commit = on; create schema written", api.Database.Name);
        await replica.CatchUpAsync();

        Assert.Contains(student, (await api.GetAsync("students/export")).Text, StringComparison.Ordinal);
        Assert.Single(await TotalsAsync());

        async Task<System.Text.Json.Nodes.JsonArray> TotalsAsync() =>
            (await api.GetAsync("payments/summary?from=2026-01-01&to=2026-12-31")).Json["value"]!.AsArray();
    }
}
