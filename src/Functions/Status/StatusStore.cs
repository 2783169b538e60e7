namespace Lectern.Functions.Status;

public sealed class StatusStore(RequestDatabase database)
{
    private const int MigrationRuns = 10;

    /// <summary>The last runs of the migration job, the latest first.</summary>
    public Task<IReadOnlyList<MigrationRun>> MigrationsAsync(CancellationToken cancellationToken) =>
        ListAsync<MigrationRun>(
            """
            select v.version, v.status, v.entry_date at time zone 'utc' as started_at, count(s.id) as scripts,
                extract(epoch from max(s.entry_date) - v.entry_date)::float8 * 1000 as duration_ms
            from grate."Version" v left join grate."ScriptsRun" s on s.version_id = v.id
            group by v.id
            order by v.id desc
            limit @MigrationRuns
            """,
            cancellationToken);

    /// <summary>The standbys. A role without pg_monitor sees that they are there, and not how they do.</summary>
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
