using System.Data;
using Lectern.Database;
using Npgsql;

namespace Lectern.Migrations.Running;

/// <summary>
/// The job's connection in a known state. Every script begins with the session as it was opened: what an earlier script
/// set must not decide what a later one does, or a run that was killed and continued would end differently.
/// </summary>
internal sealed class JobSession : IDisposable
{
    // How soon the server notices that the job is gone and ends its statement, rather than at the statement's end.
    private const string NoticeGoneClient = "set client_connection_check_interval = '2s'";

    private readonly List<string> _reset;

    private JobSession(NpgsqlConnection connection, TimeSpan lockTimeout)
    {
        Connection = connection;
        _reset =
        [
            "set session authorization default",
            "reset role",
            "reset all",
            "discard temp",
            "set statement_timeout = 0",
            "set idle_in_transaction_session_timeout = 0",
            LockTimeoutIs(lockTimeout),
        ];
    }

    public NpgsqlConnection Connection { get; }

    /// <summary>Whether there is still a server to talk to.</summary>
    public bool IsOpen => Connection.FullState == ConnectionState.Open;

    public static JobSession Open(string connectionString, MigrationOptions options)
    {
        var session = new JobSession(MigrationDatabase.Open(connectionString), options.LockTimeout);
        session.Connection.Notice += (_, arguments) =>
            options.Progress?.Invoke(new ServerNotice(arguments.Notice.Severity, arguments.Notice.MessageText));
        session.AskToNoticeAGoneClient();
        return session;
    }

    /// <summary>Puts the session back and sends more on the same round trip.</summary>
    public void Reset(params ReadOnlySpan<string> then) => Execute([.. _reset, .. then]);

    /// <summary>Sends commands on one round trip; outside a transaction they are one.</summary>
    public void Execute(params ReadOnlySpan<string> commands)
    {
        using var batch = new NpgsqlBatch(Connection);
        foreach (var sql in commands)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        }

        batch.ExecuteNonQuery();
    }

    /// <summary>How long a statement may wait for a lock, until the next reset.</summary>
    public void SetLockTimeout(TimeSpan timeout) => Execute(LockTimeoutIs(timeout));

    /// <summary>Rolls back if there is still a server to tell.</summary>
    public void RollBack()
    {
        if (IsOpen)
        {
            Execute("rollback");
        }
    }

    /// <summary>
    /// Runs, and says in the server's log how that ended: the one place that an alert can watch wherever the job runs
    /// (docs/deployment.md).
    /// </summary>
    public MigrationResult Announce(Func<MigrationResult> run)
    {
        try
        {
            var result = run();
            WriteToServerLog("finished");
            return result;
        }
        catch (Exception exception) when (
            exception is OperationCanceledException or MigrationException or NpgsqlException && IsOpen)
        {
            WriteToServerLog("failed");
            throw;
        }
    }

    /// <summary>Ends the session, and with it the job's lock.</summary>
    public void Dispose() => Connection.Dispose();

    private static string LockTimeoutIs(TimeSpan timeout) => $"set lock_timeout = {(long)timeout.TotalMilliseconds}";

    private void WriteToServerLog(string outcome) =>
        Execute($"do $$ begin raise log 'lectern migration {outcome}'; end $$");

    private void AskToNoticeAGoneClient()
    {
        try
        {
            Execute(NoticeGoneClient);
            _reset.Add(NoticeGoneClient);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UndefinedObject
            or PostgresErrorCodes.InvalidParameterValue)
        {
            // PostgreSQL 13 does not know it, and not every operating system can: the statement then runs to its end.
        }
    }
}
