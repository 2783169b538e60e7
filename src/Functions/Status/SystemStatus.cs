namespace Lectern.Functions.Status;

/// <summary>The state of this instance and of its database server.</summary>
/// <param name="Build">The version of the build, with its commit if known.</param>
/// <param name="StartedAt">When this instance started.</param>
/// <param name="UptimeSeconds">How long this instance has been up.</param>
/// <param name="Schema">The last script of <c>db/up</c> in this build.</param>
/// <param name="Pool">The connections of this instance.</param>
/// <param name="Replicas">The server's standbys.</param>
/// <param name="Migrations">The last runs of the migration job; null if the API may not read its journal.</param>
/// <param name="Activity">What this instance has done in its last ten minutes.</param>
public sealed record SystemStatus(
    [property: Example("\"1.0.0\"")] string Build, DateTime StartedAt, long UptimeSeconds,
    [property: Example("\"0011_create_idempotency_keys.sql\"")] string Schema, PoolUse Pool,
    IReadOnlyList<Replica> Replicas,
    [property: Example("""
        [{"version":"1.0.0","status":"Finished","startedAt":"2026-11-21T09:30:00.000000Z","durationMs":1478,
        "scripts":22}]
        """)]
    IReadOnlyList<MigrationRun>? Migrations,
    SystemActivity Activity);

/// <summary>The connections of this instance's pool.</summary>
/// <param name="Used">Connections in use.</param>
/// <param name="Idle">Open connections that are not in use.</param>
/// <param name="Max">The largest number of connections.</param>
/// <param name="PendingRequests">Requests that wait for a connection.</param>
public sealed record PoolUse(long Used, long Idle, long Max, long PendingRequests);

/// <summary>A run of the migration job.</summary>
public sealed record MigrationRun
{
    /// <summary>The version that the job was given.</summary>
    [Example("\"1.0.0\"")]
    public required string Version { get; init; }
    /// <summary>Finished, Error or In Progress.</summary>
    [Example("\"Finished\"")]
    public required string Status { get; init; }
    /// <summary>When it started, by the clock of the job's machine.</summary>
    public DateTime StartedAt { get; init; }
    /// <summary>From its start to its last script, in milliseconds; null if no script ran.</summary>
    public double? DurationMs { get; init; }
    /// <summary>How many scripts ran.</summary>
    public long Scripts { get; init; }
}

/// <summary>A standby of the server, as the primary sees it.</summary>
public sealed record Replica
{
    /// <summary>Its application_name.</summary>
    [Example("\"standby1\"")]
    public required string Name { get; init; }
    /// <summary>Its state, for example streaming or catchup; unknown if the API may not see it.</summary>
    [Example("\"streaming\"")]
    public required string State { get; init; }
    /// <summary>The lag of its replay, in milliseconds; null if it is idle or the API may not see it.</summary>
    public double? LagMs { get; init; }
}
