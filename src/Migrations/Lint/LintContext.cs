using Lectern.Migrations.Scripts;
using Lectern.Migrations.SqlParsing;

namespace Lectern.Migrations.Lint;

/// <summary>An objection to the word of a statement that has this index.</summary>
internal readonly record struct LintObjection(int Word, string Message);

/// <summary>The statement that the lint checks, with the context of its script.</summary>
/// <param name="CreatedTables">The tables that this script creates; no other session uses them yet.</param>
internal sealed record LintContext(
    Script Script, Statement Statement, SqlWords Words, IReadOnlySet<string> CreatedTables)
{
    /// <summary>
    /// The statement as an ALTER TABLE of a table that existed before the script; null for other statements.
    /// </summary>
    public AlterTable? ExistingTable { get; } =
        AlterTable.Of(Words) is { } alter && !CreatedTables.Contains(alter.Table) ? alter : null;

    /// <summary>The statement as a CREATE TABLE; null for other statements.</summary>
    public CreateTable? NewTable { get; } = CreateTable.Of(Words);

    /// <summary>The columns that the statement adds or creates, each as the range of its words.</summary>
    public IEnumerable<Range> ColumnDefinitions => NewTable?.Elements ?? AlterTable.Of(Words)?.AddedColumns ?? [];
}
