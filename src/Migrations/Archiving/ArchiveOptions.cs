namespace Lectern.Migrations.Archiving;

/// <summary>What is old, and how long the job waits for locks.</summary>
public sealed record ArchiveOptions
{
    /// <summary>Messages that were posted before are moved, except the last one of a conversation.</summary>
    public required DateTimeOffset MessagesBefore { get; init; }

    /// <summary>Payments that were made before are moved, with their refunds.</summary>
    public required DateTimeOffset PaymentsBefore { get; init; }

    /// <summary>The waits for locks, and whom to tell of each step; other members have no effect.</summary>
    public MigrationOptions Session { get; init; } = new() { ScriptsFolder = "" };
}
