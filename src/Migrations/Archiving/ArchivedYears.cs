using Npgsql;

namespace Lectern.Migrations.Archiving;

/// <summary>Drops the partitions of old years. Their rows are lost.</summary>
/// <param name="options">The waits for locks, and whom to tell of them.</param>
public sealed class ArchivedYears(MigrationOptions options)
{
    private const string Partitions = """
        select child.relname::text from pg_inherits join pg_class as child on child.oid = inhrelid
        where inhparent = ('archive.' || $1)::regclass and right(child.relname, 4)::int < $2
        order by 1
        """;

    /// <summary>Lists the years that <see cref="Drop"/> would drop.</summary>
    /// <param name="connectionString">As for <see cref="MigrationJob.Run"/>.</param>
    /// <param name="messagesBefore">The first year of messages that stays; null keeps all.</param>
    /// <param name="paymentsBefore">The first year of payments and refunds that stays; null keeps all.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses.</exception>
    public IReadOnlyList<ArchivedYear> List(
        string connectionString, int? messagesBefore, int? paymentsBefore,
        CancellationToken cancellationToken = default)
    {
        using var session = ArchiveSession.Open(connectionString, options, cancellationToken);
        return List(session, messagesBefore, paymentsBefore);
    }

    /// <summary>Drops the partitions, each in a transaction of its own.</summary>
    /// <param name="connectionString">As for <see cref="MigrationJob.Run"/>.</param>
    /// <param name="messagesBefore">The first year of messages that stays; null keeps all.</param>
    /// <param name="paymentsBefore">The first year of payments and refunds that stays; null keeps all.</param>
    /// <param name="cancellationToken">Stops at once; what was dropped before stays dropped.</param>
    /// <returns>The years that were dropped.</returns>
    /// <exception cref="MigrationException">An archive job runs, or a lock was held for too long.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses.</exception>
    public IReadOnlyList<ArchivedYear> Drop(
        string connectionString, int? messagesBefore, int? paymentsBefore,
        CancellationToken cancellationToken = default)
    {
        using var session = ArchiveSession.Open(connectionString, options, cancellationToken);
        session.TakeLock();
        var years = List(session, messagesBefore, paymentsBefore);
        foreach (var (table, _) in years)
        {
            // A partition that other rows refer to can be dropped only after it is detached.
            session.Change(
                table, new($"alter table {table[..^5]} detach partition {table}"), new($"drop table {table}"));
        }

        return years;
    }

    // Refunds before the payments that they refer to.
    private static ArchivedYear[] List(ArchiveSession session, int? messagesBefore, int? paymentsBefore) =>
    [
        .. from part in new[]
           {
               (Table: "messages", Before: messagesBefore), (Table: "refunds", Before: paymentsBefore),
               (Table: "payments", Before: paymentsBefore),
           }
           where part.Before is not null && session.Has(part.Table)
           from name in session.Read<string>(Partitions, part.Table, part.Before ?? 0)
           select new ArchivedYear($"archive.{name}", session.Read<long>($"select count(*) from archive.{name}")[0]),
    ];
}
