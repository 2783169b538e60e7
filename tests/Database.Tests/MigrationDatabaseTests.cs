using Lectern.DatabaseUrls;
using Lectern.Testing;
using Xunit;

namespace Lectern.Database.Tests;

public sealed class MigrationDatabaseTests(TestServer server)
{
    [Fact]
    public void It_opens_an_unpooled_connection_to_the_server_itself()
    {
        using var connection = MigrationDatabase.Open(server.ConnectionString("lectern_owner", "lectern"));

        Assert.Equal(System.Data.ConnectionState.Open, connection.State);
        Assert.Contains("Pooling=False", connection.ConnectionString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("transaction")]
    [InlineData("session")]
    [InlineData("statement")]
    public async Task It_refuses_a_pooler_of_every_mode(string poolMode)
    {
        await using var pooler = await TestPooler.StartAsync(server, poolMode);
        string connectionString = pooler.ConnectionString("lectern_owner", "lectern");

        var refusal = Assert.Throws<DatabaseUrlException>(() => MigrationDatabase.Open(connectionString));

        Assert.Equal(UrlMistakeKind.PurposeMismatch, refusal.Kind);
        Assert.Contains("the server's own address", refusal.Mistake.Remedy, StringComparison.Ordinal);
    }
}
