namespace Lectern.Functions.Status;

public sealed class StatusStore(RequestDatabase database)
{
    private const int MigrationRuns = 10;

    /// <summary>The standbys by name, and the last runs of the migration job, the latest first.</summary>
    public Task<(IReadOnlyList<Replica> Replicas, IReadOnlyList<MigrationRun> Migrations)> ReadAsync(
        CancellationToken cancellationToken)
    {
        // Without pg_monitor, a role sees the standbys but neither their state nor their lag.
        const string sql = """
            select application_name as name, coalesce(state, 'unknown') as state,
                extract(epoch from replay_lag)::float8 * 1000 as lag_ms
            from pg_stat_replication
            order by application_name;
            select v.version, v.status, v.entry_date at time zone 'utc' as started_at, count(s.id) as scripts,
                extract(epoch from max(s.entry_date) - v.entry_date)::float8 * 1000 as duration_ms
            from grate."Version" v left join grate."ScriptsRun" s on s.version_id = v.id
            group by v.id
            order by v.id desc
            limit @MigrationRuns
            """;
        return database.ReadAsync<(IReadOnlyList<Replica>, IReadOnlyList<MigrationRun>)>(
            async (connection, token) =>
            {
                await using var results = await connection.QueryMultipleAsync(
                    Statements.Command(sql, new { MigrationRuns }, token));
                var replicas = (await results.ReadAsync<Replica>()).AsList();
                return (replicas, (await results.ReadAsync<MigrationRun>()).AsList());
            },
            cancellationToken);
    }
}
