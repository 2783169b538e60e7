using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Support;

/// <summary>For what a test has to wait: a state of the server, looked at until it is there, never a time.</summary>
internal static class Waiting
{
    private const int MaxLooks = 100;

    /// <summary>Waits until a statement of the API waits for a lock; fails where none does.</summary>
    public static async Task ForALockAsync(SchoolApi api)
    {
        await using var data = NpgsqlDataSource.Create(api.Database.SuperuserConnectionString);
        long waiting = 0;
        for (int look = 0; look < MaxLooks && waiting == 0; look++)
        {
            await using var count = data.CreateCommand(
                """
                select count(*), pg_sleep(0.05) from pg_stat_activity
                where datname = current_database() and usename = 'lectern_app' and wait_event_type = 'Lock'
                """);
            waiting = (long)(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        }

        Assert.Equal(1, waiting);
    }
}
