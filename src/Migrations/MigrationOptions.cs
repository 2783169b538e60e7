namespace Lectern.Migrations;

/// <summary>What to do with a one-time script whose text is no longer what ran.</summary>
public enum ChangedOneTimeScript
{
    /// <summary>Nothing runs; the run fails. What ran cannot be changed by editing the file.</summary>
    Refuse,

    /// <summary>Run it again (grate's <c>--warnononetimescriptchanges</c>).</summary>
    RunAgain,

    /// <summary>Take the new text as the one that ran (grate's <c>--warnandignoreononetimescriptchanges</c>).</summary>
    TakeAsRun,
}

/// <summary>What a run of the migration job is told.</summary>
public sealed record MigrationOptions
{
    /// <summary>What grate writes when it is told no version.</summary>
    public const string DefaultVersion = "0.0.0.1";

    /// <summary>
    /// The default of <see cref="LockTimeout"/>: live queries queue behind a waiting DDL no longer than this.
    /// </summary>
    public static readonly TimeSpan DefaultLockTimeout = TimeSpan.FromSeconds(3);

    /// <summary>The default of <see cref="LockWait"/>.</summary>
    public static readonly TimeSpan DefaultLockWait = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The folder that holds <c>up</c>, <c>views</c>, <c>permissions</c> and the rest of grate's layout.
    /// </summary>
    public required string ScriptsFolder { get; init; }

    /// <summary>Which environment scripts (<c>name.ENV.TEST.sql</c>) run; none by default.</summary>
    public IReadOnlyCollection<string> Environments { get; init; } = [];

    /// <summary>The version the journal names; <see cref="DefaultVersion"/> where it is null.</summary>
    public string? Version { get; init; }

    /// <summary>Where the scripts come from, for the journal; at most 255 characters.</summary>
    public string RepositoryPath { get; init; } = string.Empty;

    /// <summary>Values for <c>{{Name}}</c> in scripts, beside those that grate knows.</summary>
    public IReadOnlyDictionary<string, string> Tokens { get; init; } = new Dictionary<string, string>();

    /// <summary>Only scripts of <c>up</c> up to this number, and nothing behind them; all where it is null.</summary>
    public string? To { get; init; }

    /// <summary>What to do with a one-time script that has changed; by default the run is refused.</summary>
    public ChangedOneTimeScript OnChangedOneTimeScript { get; init; }

    /// <summary>Whether the database is new, so that <c>runAfterCreateDatabase</c> has its turn.</summary>
    public bool DatabaseWasCreated { get; init; }

    /// <summary>How long a statement may wait for a lock before it gives way to the queries behind it.</summary>
    public TimeSpan LockTimeout { get; init; } = DefaultLockTimeout;

    /// <summary>How long the job goes on trying for a lock: another job's, or a table's.</summary>
    public TimeSpan LockWait { get; init; } = DefaultLockWait;

    /// <summary>Called, on the thread of the run, for every step.</summary>
    public Action<MigrationEvent>? Progress { get; init; }

    internal string EffectiveVersion => Version ?? DefaultVersion;
}
