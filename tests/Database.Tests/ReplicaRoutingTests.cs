using Lectern.DatabaseUrls;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Database.Tests;

public sealed class ReplicaRoutingTests(TestReplica replica) : IClassFixture<TestReplica>
{
    [Fact]
    public async Task Writes_go_to_the_primary_and_reads_that_may_lag_to_the_replica()
    {
        await using var database = ApplicationDatabase.Create(
            DatabaseUrl.Parse(replica.BothConnectionString("lectern_app", "lectern")), new());

        Assert.False(await database.WriteAsync(IsStandbyAsync, TestContext.Current.CancellationToken));
        Assert.False(await database.ReadAsync(IsStandbyAsync, TestContext.Current.CancellationToken));
        Assert.True(await database.ReadLaggingAsync(IsStandbyAsync, TestContext.Current.CancellationToken));

        // A standby cancels a read that conflicts with replay (40001); then the primary runs it.
        Assert.False(await database.ReadLaggingAsync(
            async (connection, cancellationToken) => await IsStandbyAsync(connection, cancellationToken)
                && await ConflictAsync(connection, cancellationToken),
            TestContext.Current.CancellationToken));

        static async Task<bool> ConflictAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        {
            await using var command = new NpgsqlCommand(
                "do $$ begin raise sqlstate '40001'; end $$", connection);
            return await command.ExecuteNonQueryAsync(cancellationToken) == 0;
        }

        static async Task<bool> IsStandbyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        {
            await using var command = new NpgsqlCommand("select pg_is_in_recovery()", connection);
            return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
        }
    }
}
