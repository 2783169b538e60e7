using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.LocalHost.Tests;

/// <summary>
/// Locks every student, so that a request that changes one waits in the database until it is released.
/// </summary>
internal sealed class RowLock : IAsyncDisposable
{
    private readonly string _connectionString;
    private readonly NpgsqlConnection _connection;

    private RowLock(string connectionString, NpgsqlConnection connection) =>
        (_connectionString, _connection) = (connectionString, connection);

    public static async Task<RowLock> TakeAsync(LocalHostProcess host)
    {
        // The superuser may see the waits of other roles.
        string superuser = host.ConnectionString("postgres");
        var connection = Sql.Open(superuser);
        await using var take = new NpgsqlCommand("begin; select from students for update", connection);
        await take.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return new(superuser, connection);
    }

    /// <summary>Returns when this number of statements waits for a lock.</summary>
    public async Task UntilWaitersAsync(long waiters)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (int look = 0; look < 500; look++)
        {
            // On another connection: a transaction sees only the activity of its start.
            if (Sql.Scalar<long>(
                _connectionString, "select count(*) from pg_stat_activity where wait_event_type = 'Lock'") == waiters)
            {
                return;
            }

            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        Assert.Fail($"There never were {waiters} waiting statements.");
    }

    public async Task ReleaseAsync()
    {
        await using var release = new NpgsqlCommand("rollback", _connection);
        await release.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
