namespace Lectern.Migrations;

/// <summary>A script that ran.</summary>
/// <param name="Script">Folder and name, with <c>/</c>.</param>
/// <param name="Duration">From its first statement to its commit.</param>
public sealed record ScriptRun(string Script, TimeSpan Duration);

/// <summary>What a run did.</summary>
/// <param name="Version">The version the journal names; it has a row only if anything ran.</param>
/// <param name="ScriptsRun">What ran, in order; empty when there was nothing to do.</param>
public sealed record MigrationResult(string Version, IReadOnlyList<ScriptRun> ScriptsRun);
