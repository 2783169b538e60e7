using System.Data;
using Lectern.Database;
using Npgsql;

namespace Lectern.Migrations.Running;

/// <summary>
/// The job's connection. The session is reset before every script, so that the settings of an earlier script do not
/// change a later one. Otherwise a run that was killed and continued would have another result.
/// </summary>
internal sealed class JobSession : IDisposable
{
    // The time until the server notices that the job is gone and cancels its statement.
    private const string NoticeGoneClient = "set client_connection_check_interval = '2s'";

    private readonly List<string> _reset;

    private JobSession(NpgsqlConnection connection, MigrationOptions options)
    {
        Connection = connection;
        _reset =
        [
            "set session authorization default",
            "reset role",
            "reset all",
            "discard temp",
            $"set statement_timeout = {(long)options.StatementTimeout.TotalMilliseconds}",
            "set idle_in_transaction_session_timeout = 0",
            LockTimeoutIs(options.LockTimeout),
        ];
    }

    public NpgsqlConnection Connection { get; }

    /// <summary>Is the connection still open?</summary>
    public bool IsOpen => Connection.FullState == ConnectionState.Open;

    public static JobSession Open(string connectionString, MigrationOptions options)
    {
        var session = new JobSession(MigrationDatabase.Open(connectionString), options);
        session.Connection.Notice += (_, arguments) =>
        {
            // RollBack does not know whether a transaction is open. If none is, the server warns; nothing is wrong.
            if (arguments.Notice.SqlState != PostgresErrorCodes.NoActiveSqlTransaction)
            {
                options.Progress?.Invoke(new ServerNotice(arguments.Notice.Severity, arguments.Notice.MessageText));
            }
        };
        session.AskToNoticeAGoneClient();
        return session;
    }

    /// <summary>Resets the session and sends further commands on the same round trip.</summary>
    public void Reset(params ReadOnlySpan<string> then) => Execute([.. _reset, .. then]);

    /// <summary>Sends commands on one round trip. Outside a transaction they run as one.</summary>
    public void Execute(params ReadOnlySpan<string> commands)
    {
        using var batch = new NpgsqlBatch(Connection);
        foreach (string sql in commands)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        }

        batch.ExecuteNonQuery();
    }

    /// <summary>Sets the lock timeout until the next reset.</summary>
    public void SetLockTimeout(TimeSpan timeout) => Execute(LockTimeoutIs(timeout));

    /// <summary>Rolls back if the connection is still open.</summary>
    public void RollBack()
    {
        if (IsOpen)
        {
            Execute("rollback");
        }
    }

    /// <summary>
    /// Runs an action and writes its outcome to the server's log, where an alert finds it wherever the job runs
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
            // PostgreSQL 13 and some operating systems do not support it: there, the statement runs to its end.
        }
    }
}
