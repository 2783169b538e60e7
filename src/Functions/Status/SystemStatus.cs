namespace Lectern.Functions.Status;

/// <summary>What an operator wants to know at a glance.</summary>
/// <param name="Build">The build's version, with the commit it was made of where known.</param>
/// <param name="StartedAt">When this instance started.</param>
/// <param name="UptimeSeconds">For how long it has been up.</param>
/// <param name="Schema">The last script of <c>db/up</c> that this build was made with.</param>
/// <param name="Pool">The connections of this instance.</param>
/// <param name="Replicas">The server's standbys.</param>
/// <param name="Migrations">The last runs of the migration job.</param>
public sealed record SystemStatus(
    [property: Example("\"1.0.0\"")] string Build, DateTime StartedAt, long UptimeSeconds,
    [property: Example("\"0011_create_idempotency_keys.sql\"")] string Schema, PoolUse Pool,
    IReadOnlyList<Replica> Replicas, IReadOnlyList<MigrationRun> Migrations);

/// <summary>The connections of this instance's pool.</summary>
/// <param name="Used">At work.</param>
/// <param name="Idle">Open and waiting.</param>
/// <param name="Max">The most that there may be.</param>
/// <param name="PendingRequests">Requests that wait for one.</param>
public sealed record PoolUse(long Used, long Idle, long Max, long PendingRequests);

/// <summary>A run of the migration job.</summary>
public sealed record MigrationRun
{
    /// <summary>The version that it was given.</summary>
    [Example("\"1.0.0\"")]
    public required string Version { get; init; }

    /// <summary>Finished, Error or In Progress.</summary>
    [Example("\"Finished\"")]
    public required string Status { get; init; }

    /// <summary>When it began, by the clock of the job's machine.</summary>
    public DateTime StartedAt { get; init; }

    /// <summary>From its beginning to its last script, in milliseconds; null where no script ran.</summary>
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

    /// <summary>streaming, catchup and the like.</summary>
    [Example("\"streaming\"")]
    public required string State { get; init; }

    /// <summary>How far its replay is behind, in milliseconds; null where it is idle.</summary>
    public double? LagMs { get; init; }
}
