using Lectern.Database;

namespace Lectern.Functions.Health;

/// <summary>
/// Whether this instance can serve. All probes of a second share one query, so that they cost callers nothing. The
/// query needs no place: some connections are reserved for it.
/// </summary>
public sealed class Readiness(ApplicationDatabase database, TimeProvider time)
{
    private const string Late = "The database, or the pool of its connections, did not answer within a second.";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task<string?>? _answer;
    private long _askedAt;

    /// <summary>Null if it can; otherwise the reason why it cannot. At most a second old.</summary>
    public Task<string?> ReasonAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_answer is null || (_answer.IsCompleted && time.GetElapsedTime(_askedAt) > Limit))
            {
                _askedAt = time.GetTimestamp();
                _answer = AskAsync();
            }

            return _answer.WaitAsync(cancellationToken);
        }
    }

    private async Task<string?> AskAsync()
    {
        using var timeout = new CancellationTokenSource(Limit);
        var asked = MissingScriptsAsync(timeout.Token);
        try
        {
            // In a silent network, Npgsql takes longer than its token.
            var missing = await asked.WaitAsync(timeout.Token);
            return missing.Count == 0
                ? null
                : "The schema is behind this build. Run the migrations (lectern db up); scripts that have not run: "
                    + $"{missing.Count}, the first is {missing[0]}.";
        }
        catch (OperationCanceledException)
        {
            return Late;
        }
        catch (PostgresException noJournal) when (noJournal.SqlState
            is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return "The database has not been migrated.";
        }
        catch (NpgsqlException unreachable)
        {
            return unreachable.SqlState is { } state
                ? $"The database refuses this instance: SQLSTATE {state}."
                : "The database cannot be reached.";
        }
    }

    /// <summary>The scripts of this build that the migration journal lacks.</summary>
    private Task<IReadOnlyList<string>> MissingScriptsAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            select needed.name
            from unnest(@needed) as needed (name)
            where not exists (select from grate."ScriptsRun" where script_name = needed.name)
            order by needed.name
            """;
        string[] needed = [.. ExpectedSchema.UpScripts];
        return database.ReadAsync(Statements.List<string>(sql, new { needed }), cancellationToken);
    }
}
