using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>The API with a streaming replica that stands still: what is answered from where.</summary>
public sealed class ReplicaTests(TestServer server, TestReplica replica) : IClassFixture<TestReplica>
{
    [Fact]
    public async Task Whoever_writes_reads_it_back_at_once_and_only_exports_may_lag()
    {
        await using var api = new ReplicatedApi(server, replica);
        await api.InitializeAsync();
        await replica.CatchUpAsync();
        await replica.PauseAsync();

        string student = await Money.StudentAsync(api);
        var (path, subscription) = await Money.CreateAsync(api, "subscriptions", Money.Subscription(student));

        Assert.Equal(subscription.Text, (await api.GetAsync(path)).Text);
        Assert.Equal([student], await api.IdsAsync("students"));
        Assert.Equal("", (await api.GetAsync("students/export")).Text);

        await api.CatchUpAsync();

        Assert.Contains(student, (await api.GetAsync("students/export")).Text, StringComparison.Ordinal);
    }
}
