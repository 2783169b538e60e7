using Lectern.Migrations.Lint;

namespace Lectern.Migrations;

/// <summary>A script that would run.</summary>
/// <param name="Script">Folder and name.</param>
/// <param name="Reason">Why it would run.</param>
/// <param name="Sql">Its text, tokens replaced.</param>
/// <param name="Findings">What the lint says of it.</param>
public sealed record PlannedStep(string Script, string Reason, string Sql, IReadOnlyList<LintFinding> Findings);

/// <summary>Where a database stands. Scripts that run every time are no difference.</summary>
public sealed record MigrationStatus
{
    /// <summary>The version of the last run; null where none has left one.</summary>
    public required string? Version { get; init; }

    /// <summary>How that run ended: Finished, Error or, still, In Progress.</summary>
    public required string? VersionStatus { get; init; }

    /// <summary>Scripts that have not run.</summary>
    public required IReadOnlyList<string> Pending { get; init; }

    /// <summary>Scripts that run when they change, and have changed.</summary>
    public required IReadOnlyList<string> Changed { get; init; }

    /// <summary>One-time scripts that were edited after they ran: the next run refuses them.</summary>
    public required IReadOnlyList<string> ChangedOneTime { get; init; }

    /// <summary>Those of the pending whose number is below one that has run.</summary>
    public required IReadOnlyList<string> OutOfOrder { get; init; }

    /// <summary>What the last run failed of; null where it did not fail.</summary>
    public required RecordedFailure? Failed { get; init; }

    /// <summary>The job that works on the database now; null where none does.</summary>
    public required JobLockHolder? RunningJob { get; init; }

    /// <summary>Whether a run would change the database: exit code 3 of the command.</summary>
    public bool ChangesPending => Pending.Count + Changed.Count + ChangedOneTime.Count > 0;
}

/// <summary>A failure as the journal keeps it.</summary>
/// <param name="Script">The script's name; null where the run was interrupted.</param>
/// <param name="Message">The server's message, or the job's.</param>
/// <param name="Statement">The statement, or the script as a whole.</param>
/// <param name="At">When, in UTC.</param>
public sealed record RecordedFailure(string? Script, string Message, string? Statement, DateTime At);

/// <summary>A run that left a version in the journal.</summary>
/// <param name="Id">The journal's number of it.</param>
/// <param name="Version">The version it was given.</param>
/// <param name="Status">Finished, Error or In Progress.</param>
/// <param name="At">When it began, in UTC.</param>
/// <param name="By">The operating system's user who ran it.</param>
/// <param name="Scripts">The names of what ran, in order.</param>
public sealed record HistoryEntry(
    long Id, string? Version, string? Status, DateTime At, string? By, IReadOnlyList<string> Scripts);
