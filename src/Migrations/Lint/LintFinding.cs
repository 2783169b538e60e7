namespace Lectern.Migrations.Lint;

/// <summary>A finding of the lint; docs/migrations.md has the reason for every rule.</summary>
/// <param name="Rule">The rule's name, for <c>-- lectern: allow NAME</c> in the script's first comment.</param>
/// <param name="Script">Folder and name of the script.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in code points.</param>
/// <param name="Message">What is wrong, and what to write instead.</param>
public sealed record LintFinding(string Rule, string Script, int Line, int Column, string Message)
{
    /// <summary>The finding in the format of a compiler message.</summary>
    public override string ToString() => $"{Script}:{Line}:{Column}: {Rule}: {Message}";
}
