using Lectern.Migrations.Lint;

namespace Lectern.Migrations;

/// <summary>A script that would run.</summary>
/// <param name="Script">Folder and name.</param>
/// <param name="Reason">The reason, for people.</param>
/// <param name="Sql">The text with its tokens replaced.</param>
/// <param name="Findings">The findings of the lint.</param>
public sealed record PlannedStep(string Script, string Reason, string Sql, IReadOnlyList<LintFinding> Findings);

/// <summary>The state of a database. Scripts that run every time do not count as pending.</summary>
public sealed record MigrationStatus
{
    /// <summary>The version of the last run; null if there is none in the journal.</summary>
    public required string? Version { get; init; }

    /// <summary>The status of the last run: Finished, Error or In Progress.</summary>
    public required string? VersionStatus { get; init; }

    /// <summary>Scripts that have not run.</summary>
    public required IReadOnlyList<string> Pending { get; init; }

    /// <summary>Scripts that run when they change, and have changed.</summary>
    public required IReadOnlyList<string> Changed { get; init; }

    /// <summary>One-time scripts that were edited after they ran; the next run fails.</summary>
    public required IReadOnlyList<string> ChangedOneTime { get; init; }

    /// <summary>The pending scripts whose number is below one that has run.</summary>
    public required IReadOnlyList<string> OutOfOrder { get; init; }

    /// <summary>The failure of the last run; null if it did not fail.</summary>
    public required RecordedFailure? Failed { get; init; }

    /// <summary>The job that holds the lock of the database; null if there is none.</summary>
    public required JobLockHolder? RunningJob { get; init; }

    /// <summary>Would a run change the database? Then the command has exit code 3.</summary>
    public bool ChangesPending => Pending.Count + Changed.Count + ChangedOneTime.Count > 0;
}

/// <summary>A failure in the journal.</summary>
/// <param name="Script">The script's name; null if the run was interrupted.</param>
/// <param name="Message">The server's message, or the job's.</param>
/// <param name="Statement">The statement, or the whole script.</param>
/// <param name="At">The time, in UTC.</param>
public sealed record RecordedFailure(string? Script, string Message, string? Statement, DateTime At);

/// <summary>A run in the journal.</summary>
/// <param name="Id">The id of its row.</param>
/// <param name="Status">Finished, Error or In Progress.</param>
/// <param name="At">The start, in UTC.</param>
/// <param name="By">The operating system's user.</param>
/// <param name="Scripts">The names of the scripts that ran, in order.</param>
public sealed record HistoryEntry(
    long Id, string? Version, string? Status, DateTime At, string? By, IReadOnlyList<string> Scripts)
{
    /// <summary>The names of the scripts that the run took back, in order; none unless it was a <c>down</c>.</summary>
    public IReadOnlyList<string> TakenBack { get; init; } = [];
}
