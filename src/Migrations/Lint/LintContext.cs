using Lectern.Migrations.Scripts;
using Lectern.Migrations.SqlParsing;

namespace Lectern.Migrations.Lint;

/// <summary>An objection to a place in a statement: the index of a word of it.</summary>
internal readonly record struct LintObjection(int Word, string Message);

/// <summary>A statement under the lint, and what is known of the script around it.</summary>
/// <param name="Script">The script.</param>
/// <param name="Statement">The statement.</param>
/// <param name="Words">Its words.</param>
/// <param name="CreatedTables">Tables that this script makes itself: nobody waits for them yet.</param>
internal sealed record LintContext(
    Script Script, Statement Statement, SqlWords Words, IReadOnlySet<string> CreatedTables)
{
    /// <summary>
    /// The ALTER TABLE that the statement is, on a table that was there before; null where it is none.
    /// </summary>
    public AlterTable? ExistingTable { get; } =
        AlterTable.Of(Words) is { } alter && !CreatedTables.Contains(alter.Table) ? alter : null;

    /// <summary>The CREATE TABLE that the statement is; null where it is none.</summary>
    public CreateTable? NewTable { get; } = CreateTable.Of(Words);

    /// <summary>The columns that the statement adds or makes, each as the range of its words.</summary>
    public IEnumerable<Range> ColumnDefinitions => NewTable?.Elements ?? AlterTable.Of(Words)?.AddedColumns ?? [];
}
