using Lectern.Migrations.SqlParsing;

namespace Lectern.Migrations.Lint;

/// <summary>The parts of a CREATE INDEX that the lint needs.</summary>
/// <param name="Table">The name as the server stores it, without the schema public.</param>
/// <param name="Columns">Its columns in order, up to the first expression.</param>
internal sealed record CreateIndex(string Table, IReadOnlyList<string> Columns)
{
    public static CreateIndex? Of(SqlWords words)
    {
        int on = words.Find("on");
        if (!words.Are(0, "create") || words.Find("index") is < 1 or > 2 || on < 0)
        {
            return null;
        }

        var (name, next) = words.QualifiedName(words.Are(on + 1, "only") ? on + 2 : on + 1);
        int open = words.Are(next, "using") ? next + 2 : next;
        return new CreateIndex(SqlNames.Table(name), words.Are(open, "(") ? ColumnList(words, open) : []);
    }

    /// <returns>The elements of the list that are a column name, with or without an order.</returns>
    public static IReadOnlyList<string> ColumnList(SqlWords words, int open) =>
        [.. words.SplitByComma(open + 1)
            .TakeWhile(range => words[range.Start.Value] != "(" && words[range.Start.Value + 1] != "(")
            .Select(range => SqlWords.Stored(words[range.Start.Value]))];
}
