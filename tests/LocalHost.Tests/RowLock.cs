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
        // The superuser, who may see what other roles wait for.
        string superuser = host.ConnectionString("postgres");
        var connection = Sql.Open(superuser);
        await using var take = new NpgsqlCommand("begin; select from students for update", connection);
        await take.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return new(superuser, connection);
    }

    /// <summary>Returns when so many statements wait for a lock.</summary>
    public async Task UntilWaitersAsync(long waiters)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (int look = 0; look < 500; look++)
        {
            // On a connection of its own: a transaction sees the activity of its beginning.
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
