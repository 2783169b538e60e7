using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Migrations.Tests;

public sealed class LockTimeoutTests(TestServer server)
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Readers_are_served_while_a_migration_waits_for_a_table_that_a_transaction_holds()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        Sql.Execute(database.OwnerConnectionString, "create table t (id int)");
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "alter table t add column name text");
        using var holder = Sql.Open(database.OwnerConnectionString);
        Sql.Execute(holder, "begin; select count(*) from t");
        using var reader = Sql.Open(database.OwnerConnectionString);
        using var retried = new SemaphoreSlim(0);
        var options = folder.Options with
        {
            LockTimeout = LockTimeout,
            Progress = step => _ = step is WaitingForLock ? retried.Release() : 0,
        };

        var job = Task.Run(
            () => new MigrationJob(options).Run(database.OwnerConnectionString), TestContext.Current.CancellationToken);
        for (int attempt = 1; attempt <= 4; attempt++)
        {
            await retried.WaitAsync(TestContext.Current.CancellationToken);
            // It would fail after its command timeout if an attempt did not end.
            Sql.Execute(reader, "select count(*) from t");
        }

        Assert.False(job.IsCompleted);
        Sql.Execute(holder, "commit");
        await job;

        Assert.Equal(
            1, Sql.Scalar<long>(database.OwnerConnectionString, "select count(*) from \"grate\".\"ScriptsRun\""));
    }

    [Fact]
    public async Task A_lock_that_is_never_free_ends_the_run_with_nothing_done()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        Sql.Execute(database.OwnerConnectionString, "create table t (id int)");
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table u (id int); drop table t");
        using var holder = Sql.Open(database.OwnerConnectionString);
        Sql.Execute(holder, "begin; select count(*) from t");
        var options = folder.Options with { LockTimeout = LockTimeout, LockWait = LockTimeout * 3 };

        var exception = Assert.Throws<MigrationException>(
            () => new MigrationJob(options).Run(database.OwnerConnectionString, TestContext.Current.CancellationToken));

        Assert.Equal(PostgresErrorCodes.LockNotAvailable, exception.Failure!.SqlState);
        Assert.Contains($"pid {holder.ProcessID}, lectern_owner", exception.Failure.Hint, StringComparison.Ordinal);
        Assert.Contains("idle in transaction", exception.Failure.Hint, StringComparison.Ordinal);
        Assert.Null(Sql.Scalar<string>(database.OwnerConnectionString, "select to_regclass('u')::text"));
    }
}
