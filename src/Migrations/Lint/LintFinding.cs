namespace Lectern.Migrations.Lint;

/// <summary>What the lint found; docs/migrations.md has the reason of every rule.</summary>
/// <param name="Rule">The rule's name, for <c>-- lectern: allow NAME</c> in the script's first comment.</param>
/// <param name="Script">Folder and name.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in code points.</param>
/// <param name="Message">What is wrong, and what to write instead.</param>
public sealed record LintFinding(string Rule, string Script, int Line, int Column, string Message)
{
    /// <summary>As a compiler would say it.</summary>
    public override string ToString() => $"{Script}:{Line}:{Column}: {Rule}: {Message}";
}
