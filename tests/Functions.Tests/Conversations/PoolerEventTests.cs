using Lectern.Functions.Hosting;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Lectern.Functions.Tests.Conversations.NewConversation;

namespace Lectern.Functions.Tests.Conversations;

/// <summary>PgBouncer in transaction mode passes no notifications on: streams listen beside it.</summary>
public sealed class PoolerEventTests(TestServer server)
{
    private sealed class PooledApi(TestServer server, TestPooler pooler) : SchoolApi(server)
    {
        protected override string Tuning => $";Port={pooler.Port};pgbouncer=true";

        protected override Dictionary<string, string?> Settings => new(base.Settings)
        {
            ["DATABASE_LISTEN_URL"] = Database.ApplicationConnectionString,
        };
    }

    [Fact]
    public async Task Behind_a_pooler_a_stream_is_told_of_new_messages()
    {
        await using var pooler = await TestPooler.StartAsync(server);
        await using var api = new PooledApi(server, pooler);
        await api.InitializeAsync();
        var (path, users) = await CreateAsync(api);
        using var events = await EventReader.OpenAsync(api, path, As(users[0]));

        await PostAsync(api, path, users[1], "through the pooler");

        await events.AssertNextAsync(1);
        // The first look may have found that one; this one only a notification tells of.
        await PostAsync(api, path, users[1], "once more");
        await events.AssertNextAsync(2);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("postgresql://lectern_app@nowhere:6432/lectern?pgbouncer=true")]
    public void A_pooler_alone_stops_the_start(string? listenUrl)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DATABASE_URL"] = "postgresql://lectern_app@nowhere:6432/lectern?pgbouncer=true",
            ["DATABASE_LISTEN_URL"] = listenUrl,
        }).Build();

        var refusal = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddLectern(configuration));

        Assert.Contains("DATABASE_LISTEN_URL", refusal.Message, StringComparison.Ordinal);
    }
}
