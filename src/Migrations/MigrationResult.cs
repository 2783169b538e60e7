namespace Lectern.Migrations;

/// <summary>A script that ran.</summary>
/// <param name="Script">Folder and name of the script, with <c>/</c>.</param>
/// <param name="Duration">From its first statement to its commit.</param>
public sealed record ScriptRun(string Script, TimeSpan Duration);

/// <summary>The result of a run.</summary>
/// <param name="Version">The version in the journal; it has a row only if a script ran.</param>
/// <param name="ScriptsRun">The scripts that ran, in order; none if there was nothing to do.</param>
public sealed record MigrationResult(string Version, IReadOnlyList<ScriptRun> ScriptsRun);
