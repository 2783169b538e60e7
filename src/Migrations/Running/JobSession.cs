using Npgsql;

namespace Lectern.Migrations;

/// <summary>
/// The job's connection in a known state. Every script begins with the session as it was opened: what an earlier script
/// set must not decide what a later one does, or a run that was killed and continued would end differently.
/// </summary>
internal sealed class JobSession
{
    private readonly string[] _reset;

    public JobSession(NpgsqlConnection connection, TimeSpan lockTimeout)
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
            $"set lock_timeout = {(long)lockTimeout.TotalMilliseconds}",
        ];
    }

    public NpgsqlConnection Connection { get; }

    /// <summary>Puts the session back and sends more on the same round trip.</summary>
    public void Reset(params ReadOnlySpan<string> then)
    {
        using var batch = new NpgsqlBatch(Connection);
        foreach (var sql in _reset)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        }

        foreach (var sql in then)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        }

        batch.ExecuteNonQuery();
    }

    /// <summary>Rolls back if there is still a server to tell.</summary>
    public void RollBack()
    {
        if (Connection.FullState == System.Data.ConnectionState.Open)
        {
            using var batch = new NpgsqlBatch(Connection) { BatchCommands = { new NpgsqlBatchCommand("rollback") } };
            batch.ExecuteNonQuery();
        }
    }
}
