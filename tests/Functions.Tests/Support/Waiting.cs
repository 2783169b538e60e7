using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Support;

/// <summary>For what a test has to wait: a state of the server, looked at until it is there, never a time.</summary>
internal static class Waiting
{
    private const int MaxLooks = 200;

    /// <summary>Waits until a statement of the API waits for a lock.</summary>
    public static Task ForALockAsync(SchoolApi api) => ForConnectionsAsync(api, "wait_event_type = 'Lock'", 1);

    /// <summary>Waits until so many connections of a role are in a state; fails where they never are.</summary>
    /// <param name="api">The API.</param>
    /// <param name="state">A condition of <c>pg_stat_activity</c>.</param>
    /// <param name="connections">How many.</param>
    /// <param name="role">Whose connections.</param>
    public static async Task ForConnectionsAsync(
        SchoolApi api, string state, long connections, string role = "lectern_app")
    {
        await using var data = NpgsqlDataSource.Create(api.Database.SuperuserConnectionString);
        long present = -1;
        for (int look = 0; look < MaxLooks && present != connections; look++)
        {
            await using var count = data.CreateCommand($"""
                select count(*), pg_sleep(0.05) from pg_stat_activity
                where usename = '{role}' and datname = current_database() and {state}
                """);
            present = (long)(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        }

        Assert.Equal(connections, present);
    }
}
