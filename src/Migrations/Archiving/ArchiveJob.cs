using Lectern.Database;
using Npgsql;

namespace Lectern.Migrations.Archiving;

/// <summary>
/// Moves old rows into the schema <c>archive</c>, in batches, while the API serves. A batch is one transaction, so a
/// job that is killed loses nothing, and the next one continues.
/// </summary>
public sealed class ArchiveJob(ArchiveOptions options)
{
    private const int KeysInBatch = 1_000;
    private static readonly string[] Tables = ["messages", "payments", "refunds"];
    private const string IsExpired = $"created_at < now() - {KeyLifetime.Interval}";

    /// <summary>Moves what is old, and deletes the expired idempotency keys.</summary>
    /// <param name="connectionString">As for <see cref="MigrationJob.Run"/>.</param>
    /// <param name="cancellationToken">Stops at once; the running batch is rolled back.</param>
    /// <exception cref="MigrationException">Another archive job runs, or a lock was held for too long.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; earlier batches stay committed.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses.</exception>
    public ArchiveResult Run(string connectionString, CancellationToken cancellationToken = default)
    {
        using var session = ArchiveSession.Open(connectionString, options.Session, cancellationToken);
        session.TakeLock();
        long messages = OldMessages.Move(session, options.MessagesBefore.UtcDateTime);
        var (payments, refunds) = OldPayments.Move(session, options.PaymentsBefore.UtcDateTime);
        long keys = DeleteKeys(session);
        // Autovacuum analyzes the partitions, but never the table that they belong to.
        foreach (string table in Tables.Where(session.Has))
        {
            session.Change($"archive.{table}", new ArchiveStatement($"analyze archive.{table}"));
        }

        return new(messages, payments, refunds, keys);
    }

    /// <summary>Counts what <see cref="Run"/> would move and delete.</summary>
    /// <param name="connectionString">As for <see cref="MigrationJob.Run"/>.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses.</exception>
    public ArchiveResult Count(string connectionString, CancellationToken cancellationToken = default)
    {
        using var session = ArchiveSession.Open(connectionString, options.Session, cancellationToken);
        var (payments, refunds) = OldPayments.Count(session, options.PaymentsBefore.UtcDateTime);
        return new(
            OldMessages.Count(session, options.MessagesBefore.UtcDateTime),
            payments,
            refunds,
            session.Read<long>($"select count(*) from idempotency_keys where {IsExpired}")[0]);
    }

    private static long DeleteKeys(ArchiveSession session)
    {
        var delete = new ArchiveStatement($"""
            delete from idempotency_keys
            where (caller, key) in (
                select caller, key from idempotency_keys
                where {IsExpired}
                order by created_at
                limit {KeysInBatch}
                for update skip locked)
            """);
        long deleted = 0;
        while (session.Change("idempotency_keys", delete) is [> 0 and var rows])
        {
            deleted += rows;
            session.Tell("idempotency_keys", deleted, rows);
        }

        return deleted;
    }
}
