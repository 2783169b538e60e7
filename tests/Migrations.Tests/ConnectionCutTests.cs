using Lectern.Migrations.Tests.Support;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Migrations.Tests;

/// <summary>The network fails during a run; in the worst case, the answer to a commit is lost.</summary>
public sealed class ConnectionCutTests(TestServer server)
{
    [Theory]
    [InlineData("create table t", false)]
    [InlineData("insert into t values (12, 'second')", false)]
    [InlineData("insert into t values (12, 'second')", true)]
    [InlineData("0012_row.sql", false)]
    [InlineData("0012_row.sql", true)]
    [InlineData("insert into t values (3, 'c')", false)]
    [InlineData("insert into t values (3, 'c')", true)]
    [InlineData("create index concurrently t_note", false)]
    [InlineData("create index concurrently t_note", true)]
    [InlineData("drop index concurrently t_note", true)]
    [InlineData("vacuum t", true)]
    public async Task The_next_run_ends_as_if_the_connection_had_never_been_cut(string sent, bool afterwards)
    {
        using var folder = Disturbance.Scripts();
        var expected = await Disturbance.UndisturbedAsync(server, folder);
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var proxy = new CuttingProxy(database.OwnerConnectionString, sent, afterwards);

        var exception = Assert.ThrowsAny<Exception>(() => folder.Migrate(proxy.ConnectionString));

        Assert.True(exception is MigrationException or NpgsqlException, exception.ToString());
        Assert.True(proxy.HasCut);
        folder.Migrate(database.OwnerConnectionString);
        Assert.Equal(expected, Disturbance.State(database.OwnerConnectionString));
    }
}
