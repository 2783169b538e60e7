namespace Lectern.Migrations;

/// <summary>A step of a run, for a progress line.</summary>
public abstract record MigrationEvent;

/// <summary>A script begins.</summary>
/// <param name="Script">Folder and name.</param>
/// <param name="Reason">The reason, for people.</param>
public sealed record ScriptStarted(string Script, string Reason) : MigrationEvent;

/// <summary>A script and its journal row are committed.</summary>
/// <param name="Script">Folder and name.</param>
/// <param name="Duration">From its first statement to its commit.</param>
public sealed record ScriptFinished(string Script, TimeSpan Duration) : MigrationEvent;

/// <summary>A message of the server, for example of RAISE NOTICE.</summary>
/// <param name="Severity">NOTICE, WARNING, INFO …</param>
public sealed record ServerNotice(string Severity, string Message) : MigrationEvent;

/// <summary>A message to the operator that is not a failure.</summary>
/// <param name="Message">The problem, and what the job does about it.</param>
public sealed record MigrationWarning(string Message) : MigrationEvent;

/// <summary>Another job has the lock of this database.</summary>
public sealed record WaitingForJob(JobLockHolder Holder) : MigrationEvent;

/// <summary>
/// A script did not get a lock. It is rolled back and retried, so that other sessions can continue meanwhile.
/// </summary>
/// <param name="Script">Folder and name.</param>
/// <param name="Attempt">The attempt that failed, from 1.</param>
/// <param name="Delay">The time until the next attempt.</param>
/// <param name="Holder">A session that holds a lock of a table in the statement; null if none is visible.</param>
public sealed record WaitingForLock(string Script, int Attempt, TimeSpan Delay, TableLockHolder? Holder)
    : MigrationEvent;

/// <summary>A line that grate wrote.</summary>
public sealed record GrateLine(string Text) : MigrationEvent;

/// <summary>An archive job has moved or deleted so many rows of a table.</summary>
public sealed record RowsArchived(string Table, long Rows) : MigrationEvent;

/// <summary>An archive job has created a partition for a year.</summary>
/// <param name="Table">For example <c>archive.messages_2019</c>.</param>
public sealed record PartitionCreated(string Table) : MigrationEvent;
