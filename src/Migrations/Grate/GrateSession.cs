using Lectern.Migrations.Running;
using Npgsql;

namespace Lectern.Migrations.Grate;

/// <summary>
/// The server's sessions of grate. They do not have the job's lock, so they go on after the job itself was killed.
/// </summary>
internal static class GrateSession
{
    public const string ApplicationName = "lectern-grate";

    private static readonly TimeSpan EndWait = TimeSpan.FromSeconds(30);

    private const string Sessions =
        $"from pg_stat_activity where application_name = '{ApplicationName}' and datname = current_database()";

    /// <summary>Waits for the session of an earlier job that was killed. The caller has the job's lock.</summary>
    /// <exception cref="MigrationException">The session still exists at the end of the wait.</exception>
    public static void WaitUntilGone(
        NpgsqlConnection connection, MigrationOptions options, CancellationToken cancellationToken)
    {
        int? told = null;
        Poll.Until(IsGone, options.LockWait, Late, cancellationToken);

        bool IsGone()
        {
            if (Pid(connection) is not { } pid)
            {
                return true;
            }

            if (told is null)
            {
                options.Progress?.Invoke(new MigrationWarning($"{Description(pid)}: waiting for it."));
            }

            told = pid;
            return false;
        }

        MigrationException Late() => new(
            $"{Description(told)}; waited {options.LockWait.TotalSeconds:0} s for it. Run again when it is done, "
            + $"or end it: select pg_terminate_backend({told})");
    }

    /// <summary>Ends what grate runs. The server would finish the statement although grate was killed.</summary>
    /// <exception cref="MigrationException">The session does not end.</exception>
    public static void End(NpgsqlConnection connection)
    {
        using var end = new NpgsqlCommand($"select pg_terminate_backend(pid) {Sessions}", connection);
        Poll.Until(
            () => end.ExecuteScalar() is null,
            EndWait,
            () => new MigrationException(
                $"grate was stopped, but the server still works on its statement (pid {Pid(connection)})."),
            CancellationToken.None);
    }

    private static string Description(int? pid) =>
        $"grate of a job that was killed still works on this database (pid {pid})";

    private static int? Pid(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand($"select pid {Sessions} limit 1", connection);
        return (int?)command.ExecuteScalar();
    }
}
