namespace Lectern.Migrations;

/// <summary>A step of a run, for a progress line.</summary>
public abstract record MigrationEvent;

/// <summary>A script begins.</summary>
/// <param name="Script">Folder and name.</param>
/// <param name="Reason">Why it runs.</param>
public sealed record ScriptStarted(string Script, string Reason) : MigrationEvent;

/// <summary>A script and its journal row are committed.</summary>
/// <param name="Script">Folder and name.</param>
/// <param name="Duration">From its first statement to its commit.</param>
public sealed record ScriptFinished(string Script, TimeSpan Duration) : MigrationEvent;

/// <summary>The server said something: RAISE NOTICE, "already exists, skipping".</summary>
/// <param name="Severity">NOTICE, WARNING, INFO …</param>
/// <param name="Message">The server's text.</param>
public sealed record ServerNotice(string Severity, string Message) : MigrationEvent;

/// <summary>Something an operator should read that is no failure.</summary>
/// <param name="Message">What, and what was done about it.</param>
public sealed record MigrationWarning(string Message) : MigrationEvent;

/// <summary>Another job has the lock of this database.</summary>
/// <param name="Holder">Who.</param>
public sealed record WaitingForJob(JobLockHolder Holder) : MigrationEvent;

/// <summary>
/// A lock was not to be had: the script is undone and tried again, so that others are served meanwhile.
/// </summary>
/// <param name="Script">Folder and name.</param>
/// <param name="Attempt">The attempt that failed, from 1.</param>
/// <param name="Delay">How long until the next.</param>
/// <param name="Holder">Who holds a table that the statement names; null where that is not to be seen.</param>
public sealed record WaitingForLock(string Script, int Attempt, TimeSpan Delay, TableLockHolder? Holder)
    : MigrationEvent;

/// <summary>A line that grate wrote.</summary>
/// <param name="Text">The line.</param>
public sealed record GrateLine(string Text) : MigrationEvent;
