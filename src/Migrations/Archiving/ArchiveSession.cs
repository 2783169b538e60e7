using System.Globalization;
using Lectern.Migrations.Running;
using Npgsql;

namespace Lectern.Migrations.Archiving;

/// <summary>A statement with its parameters.</summary>
internal sealed record ArchiveStatement(string Sql, params object[] Parameters);

/// <summary>The connection of an archive job.</summary>
internal sealed class ArchiveSession : IDisposable
{
    // "archive!" in ASCII. It is not the lock of the migration job: a deployment must not wait until the end.
    private const long LockKey = 0x6172636869766521;
    private const int RowsForALine = 10_000;

    private readonly JobSession _session;
    private readonly MigrationOptions _options;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<string> _partitions = [];

    private ArchiveSession(JobSession session, MigrationOptions options, CancellationToken cancellationToken) =>
        (_session, _options, _cancellationToken) = (session, options, cancellationToken);

    public static ArchiveSession Open(
        string connectionString, MigrationOptions options, CancellationToken cancellationToken)
    {
        var session = JobSession.Open(connectionString, options);
        session.Reset();
        return new(session, options, cancellationToken);
    }

    /// <summary>Allows one archive job at a time in a database. The lock ends with the session.</summary>
    /// <exception cref="MigrationException">Another job holds it.</exception>
    public void TakeLock()
    {
        if (!Read<bool>("select pg_try_advisory_lock($1)", LockKey)[0])
        {
            throw new MigrationException("Another archive job works on this database. Run again when it is done.");
        }
    }

    /// <summary>Has the archive this table? A backend that was made from Lectern may have removed a resource.</summary>
    public bool Has(string table) => Read<bool>("select to_regclass($1) is not null", $"archive.{table}")[0];

    /// <returns>The first column of every row.</returns>
    public T[] Read<T>(string sql, params object[] parameters) => Cancellable([new(sql, parameters)], batch =>
    {
        var values = new List<T>();
        using var reader = batch.ExecuteReader();
        while (reader.Read())
        {
            values.Add(reader.GetFieldValue<T>(0));
        }

        return values.ToArray();
    });

    /// <summary>
    /// Runs statements as one transaction in one round trip, and again if a lock is held for too long.
    /// </summary>
    /// <param name="table">The table to name while it waits.</param>
    /// <param name="statements">The statements.</param>
    /// <returns>The number of rows of each.</returns>
    public int[] Change(string table, params ArchiveStatement[] statements)
    {
        int[] rows = [];
        new LockRetry(_session, _options, _cancellationToken).Run(table, () =>
        {
            try
            {
                rows = Cancellable(statements, batch =>
                {
                    batch.ExecuteNonQuery();
                    return batch.BatchCommands.Cast<NpgsqlBatchCommand>()
                        .Select(command => command.RecordsAffected).ToArray();
                });
            }
            catch (PostgresException exception) when (exception.SqlState
                is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                throw NotLocked(table, statements, exception);
            }
        });
        return rows;
    }

    /// <summary>Creates the partitions of these years that are missing, in each of these tables.</summary>
    public void EnsureYears(int[] years, params ReadOnlySpan<string> tables)
    {
        foreach (int year in years)
        {
            foreach (string table in tables)
            {
                EnsureYear(table, year);
            }
        }
    }

    /// <summary>Tells the operator about every so many rows.</summary>
    /// <param name="table">The table.</param>
    /// <param name="total">All rows so far.</param>
    /// <param name="last">The rows of the last batch.</param>
    public void Tell(string table, long total, long last)
    {
        if (total / RowsForALine > (total - last) / RowsForALine)
        {
            _options.Progress?.Invoke(new RowsArchived(table, total));
        }
    }

    public void Dispose() => _session.Dispose();

    // ATTACH PARTITION lets queries of the table continue; CREATE TABLE … PARTITION OF would wait for them.
    private void EnsureYear(string table, int year)
    {
        string partition = string.Create(CultureInfo.InvariantCulture, $"archive.{table}_{year:0000}");
        if (_partitions.Add(partition) && Read<bool>("select to_regclass($1) is null", partition)[0])
        {
            string attach = string.Create(CultureInfo.InvariantCulture, $"""
                alter table archive.{table} attach partition {partition}
                for values from ('{year:0000}-01-01T00:00:00Z') to ('{year + 1:0000}-01-01T00:00:00Z')
                """);
            Change($"archive.{table}", new($"create table {partition} (like archive.{table})"), new(attach));
            _options.Progress?.Invoke(new PartitionCreated(partition));
        }
    }

    private T Cancellable<T>(ArchiveStatement[] statements, Func<NpgsqlBatch, T> run)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        using var batch = new NpgsqlBatch(_session.Connection);
        foreach (var (sql, parameters) in statements)
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.AddRange(Array.ConvertAll(parameters, value => new NpgsqlParameter { Value = value }));
            batch.BatchCommands.Add(command);
        }

        using var registration = _cancellationToken.Register(batch.Cancel);
        try
        {
            return run(batch);
        }
        catch (PostgresException exception)
            when (exception.SqlState == PostgresErrorCodes.QueryCanceled && _cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, _cancellationToken);
        }
    }

    private static MigrationException NotLocked(
        string table, ArchiveStatement[] statements, PostgresException exception) => new(
        new ScriptFailure
        {
            Script = table,
            Line = 1,
            Column = 1,
            Message = $"{exception.SqlState}: {exception.MessageText}",
            Statement = string.Join(";\n", statements.Select(statement => statement.Sql)),
            SqlState = exception.SqlState,
        },
        exception);
}
