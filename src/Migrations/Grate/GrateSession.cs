using System.Diagnostics;
using Npgsql;

namespace Lectern.Migrations.Grate;

/// <summary>
/// The server's sessions of grate. They do not have the job's lock, so they go on after the job itself was killed.
/// </summary>
internal static class GrateSession
{
    public const string ApplicationName = "lectern-grate";

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private const string Sessions =
        $"from pg_stat_activity where application_name = '{ApplicationName}' and datname = current_database()";

    /// <summary>Waits for the session of an earlier job that was killed. The caller has the job's lock.</summary>
    /// <exception cref="MigrationException">The session still exists at the end of the wait.</exception>
    public static void WaitUntilGone(
        NpgsqlConnection connection, MigrationOptions options, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        bool isTold = false;
        while (Pid(connection) is { } pid)
        {
            if (!isTold)
            {
                options.Progress?.Invoke(new MigrationWarning(
                    $"grate of a job that was killed still works on this database (pid {pid}): waiting for it."));
                isTold = true;
            }

            if (clock.Elapsed >= options.LockWait)
            {
                throw new MigrationException(
                    $"grate of a job that was killed still works on this database (pid {pid}); "
                    + $"waited {options.LockWait.TotalSeconds:0} s for it. Run again when it is done, "
                    + $"or end it: select pg_terminate_backend({pid})");
            }

            cancellationToken.WaitHandle.WaitOne(PollInterval);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Ends what grate runs. The server would finish the statement although grate was killed.</summary>
    public static void End(NpgsqlConnection connection)
    {
        while (Pid(connection) is not null)
        {
            using var end = new NpgsqlCommand($"select pg_terminate_backend(pid) {Sessions}", connection);
            end.ExecuteNonQuery();
            Thread.Sleep(PollInterval);
        }
    }

    private static int? Pid(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand($"select pid {Sessions} limit 1", connection);
        return (int?)command.ExecuteScalar();
    }
}
