namespace Lectern.Migrations;

/// <summary>What to do with a one-time script whose text has changed since it ran.</summary>
public enum ChangedOneTimeScript
{
    /// <summary>Fail before anything runs. Editing the file does not change what already ran.</summary>
    Refuse,

    /// <summary>Run the script again (grate's <c>--warnononetimescriptchanges</c>).</summary>
    RunAgain,

    /// <summary>Record the new text as run (grate's <c>--warnandignoreononetimescriptchanges</c>).</summary>
    TakeAsRun,
}

/// <summary>The options of a migration run.</summary>
public sealed record MigrationOptions
{
    /// <summary>The version that grate writes if it gets none.</summary>
    public const string DefaultVersion = "0.0.0.1";

    /// <summary>
    /// The default of <see cref="LockTimeout"/>: live queries queue no longer than this after a DDL that waits.
    /// </summary>
    public static readonly TimeSpan DefaultLockTimeout = TimeSpan.FromSeconds(3);

    /// <summary>The default of <see cref="LockWait"/>.</summary>
    public static readonly TimeSpan DefaultLockWait = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The folder with <c>up</c>, <c>views</c>, <c>permissions</c> and the other folders of grate's layout.
    /// </summary>
    public required string ScriptsFolder { get; init; }

    /// <summary>The environments whose scripts (<c>name.ENV.TEST.sql</c>) run; none by default.</summary>
    public IReadOnlyCollection<string> Environments { get; init; } = [];

    /// <summary>The version in the journal; null means <see cref="DefaultVersion"/>.</summary>
    public string? Version { get; init; }

    /// <summary>The origin of the scripts, for the journal; at most 255 characters.</summary>
    public string RepositoryPath { get; init; } = string.Empty;

    /// <summary>Values for <c>{{Name}}</c> in scripts, in addition to grate's own tokens.</summary>
    public IReadOnlyDictionary<string, string> Tokens { get; init; } = new Dictionary<string, string>();

    /// <summary>Run the scripts of <c>up</c> up to this number, and none of later folders; null means all.</summary>
    public string? To { get; init; }

    /// <summary>What to do with a one-time script that has changed; by default the run fails.</summary>
    public ChangedOneTimeScript OnChangedOneTimeScript { get; init; }

    /// <summary>Is the database new? Then the scripts of <c>runAfterCreateDatabase</c> run.</summary>
    public bool DatabaseWasCreated { get; init; }

    /// <summary>How long a statement may wait for a lock; live queries queue after it meanwhile.</summary>
    public TimeSpan LockTimeout { get; init; } = DefaultLockTimeout;

    /// <summary>How long the job retries for a lock that another job or another session holds.</summary>
    public TimeSpan LockWait { get; init; } = DefaultLockWait;

    /// <summary>How long a statement may take; zero means that there is no limit.</summary>
    public TimeSpan StatementTimeout { get; init; }

    /// <summary>Called for every step, on the thread of the run.</summary>
    public Action<MigrationEvent>? Progress { get; init; }

    internal string EffectiveVersion => Version ?? DefaultVersion;
}
