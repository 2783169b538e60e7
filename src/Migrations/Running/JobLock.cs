using Lectern.Migrations.Grate;
using Npgsql;

namespace Lectern.Migrations.Running;

/// <summary>
/// Allows one job at a time in a database, by an advisory lock of its session: the server releases it when the job
/// ends or is killed. A job polls the lock, because a session that waits in pg_advisory_lock holds a snapshot, and
/// CREATE INDEX CONCURRENTLY of the job with the lock would wait for that snapshot for ever.
/// </summary>
internal static class JobLock
{
    /// <summary>"lectern!" in ASCII. Any number works that nothing else in the database locks.</summary>
    public const long Key = 0x6C65637465726E21;

    /// <summary>Takes the lock for the rest of the session.</summary>
    /// <exception cref="MigrationException">Another job still held the lock at the end of the wait.</exception>
    public static void Take(NpgsqlConnection connection, MigrationOptions options, CancellationToken cancellationToken)
    {
        JobLockHolder? told = null;
        Poll.Until(IsTaken, options.LockWait, Late, cancellationToken);
        GrateSession.WaitUntilGone(connection, options, cancellationToken);

        bool IsTaken()
        {
            if (TryTake(connection))
            {
                return true;
            }

            if (Holder(connection) is { } holder && holder != told)
            {
                options.Progress?.Invoke(new WaitingForJob(holder));
                told = holder;
            }

            return false;
        }

        MigrationException Late() => new(
            $"Another migration job works on this database ({told?.ToString() ?? "its session is ending"}); "
            + $"waited {options.LockWait.TotalSeconds:0} s for it. Run again when it is done.");
    }

    /// <returns>The job that holds the lock of the connection's database; null if there is none.</returns>
    public static JobLockHolder? Holder(NpgsqlConnection connection)
    {
        const string sql = """
            select lock.pid,
                case when activity.client_port = -1 then 'local socket' else host(activity.client_addr) end,
                activity.backend_start
            from pg_locks as lock
            join pg_stat_activity as activity using (pid)
            where lock.locktype = 'advisory' and lock.granted and lock.objsubid = 1
                and lock.database = (select oid from pg_database where datname = current_database())
                and lock.classid = ($1 >> 32)::bigint::oid and lock.objid = ($1 & 4294967295)::oid
            """;
        using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = Key } },
        };
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? new JobLockHolder(
                reader.GetInt32(0),
                reader.IsDBNull(1) ? null : reader.GetString(1),
                reader.IsDBNull(2) ? null : reader.GetFieldValue<DateTimeOffset>(2))
            : null;
    }

    private static bool TryTake(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = Key } },
        };
        return command.ExecuteScalar() is true;
    }
}
