using System.Diagnostics;
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

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Takes the lock for the rest of the session.</summary>
    /// <exception cref="MigrationException">Another job still held the lock at the end of the wait.</exception>
    public static void Take(NpgsqlConnection connection, MigrationOptions options, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        JobLockHolder? told = null;
        while (!TryTake(connection))
        {
            var holder = Holder(connection);
            if (holder is not null && holder != told)
            {
                options.Progress?.Invoke(new WaitingForJob(holder));
                told = holder;
            }

            if (clock.Elapsed >= options.LockWait)
            {
                throw new MigrationException(
                    $"Another migration job works on this database ({told?.ToString() ?? "its session is ending"}); "
                    + $"waited {options.LockWait.TotalSeconds:0} s for it. Run again when it is done.");
            }

            cancellationToken.WaitHandle.WaitOne(PollInterval);
            cancellationToken.ThrowIfCancellationRequested();
        }

        GrateSession.WaitUntilGone(connection, options, cancellationToken);
    }

    /// <returns>The job that holds the lock of the connection's database; null if there is none.</returns>
    public static JobLockHolder? Holder(NpgsqlConnection connection)
    {
        const string sql = """
            select lock.pid, coalesce(host(activity.client_addr), 'local socket'), activity.backend_start
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
            ? new JobLockHolder(reader.GetInt32(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2))
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
