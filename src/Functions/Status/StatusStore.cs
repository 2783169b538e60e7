namespace Lectern.Functions.Status;

public sealed class StatusStore(RequestDatabase database)
{
    private const int MigrationRuns = 10;

    /// <summary>The latest run first; null if there is no journal that the role of the API may read.</summary>
    public async Task<IReadOnlyList<MigrationRun>?> MigrationsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ListAsync<MigrationRun>(
                """
                select v.version, v.status, v.entry_date at time zone 'utc' as started_at, count(s.id) as scripts,
                    extract(epoch from max(s.entry_date) - v.entry_date)::float8 * 1000 as duration_ms
                from grate."Version" v left join grate."ScriptsRun" s on s.version_id = v.id
                group by v.id
                order by v.id desc
                limit @MigrationRuns
                """,
                cancellationToken);
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InsufficientPrivilege
            or PostgresErrorCodes.UndefinedTable)
        {
            return null;
        }
    }

    /// <summary>Without pg_monitor, a role sees the standbys but neither their state nor their lag.</summary>
    public Task<IReadOnlyList<Replica>> ReplicasAsync(CancellationToken cancellationToken) =>
        ListAsync<Replica>(
            """
            select application_name as name, coalesce(state, 'unknown') as state,
                extract(epoch from replay_lag)::float8 * 1000 as lag_ms
            from pg_stat_replication
            order by application_name
            """,
            cancellationToken);

    private Task<IReadOnlyList<T>> ListAsync<T>(string sql, CancellationToken cancellationToken) =>
        database.ReadListAsync<T>(sql, new { MigrationRuns }, cancellationToken);
}
