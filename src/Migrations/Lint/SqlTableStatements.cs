using Lectern.Migrations.SqlParsing;

namespace Lectern.Migrations.Lint;

/// <summary>The parts of a CREATE TABLE that the lint needs.</summary>
/// <param name="Table">The name as the server stores it, without the schema public.</param>
/// <param name="Elements">Columns and constraints, each as the range of its words.</param>
internal sealed record CreateTable(string Table, IReadOnlyList<Range> Elements)
{
    // create [global|local] [temporary|temp|unlogged] table
    private const int MostWordsBeforeTable = 3;

    public static CreateTable? Of(SqlWords words)
    {
        int table = words.Find("table");
        if (!words.Are(0, "create") || table < 0 || table > MostWordsBeforeTable)
        {
            return null;
        }

        var (name, next) = words.QualifiedName(words.SkipIfExists(table + 1));
        return new CreateTable(
            SqlNames.Table(name), words.Are(next, "(") ? words.SplitByComma(next + 1) : []);
    }
}

/// <summary>The parts of an ALTER TABLE that the lint needs.</summary>
/// <param name="Table">The name as the server stores it, without the schema public.</param>
/// <param name="Actions">The actions, each as the range of its words.</param>
internal sealed record AlterTable(SqlWords Words, string Table, IReadOnlyList<Range> Actions)
{
    private static readonly string[] ConstraintWords =
        ["constraint", "primary", "unique", "foreign", "check", "exclude", "not"];

    public static AlterTable? Of(SqlWords words)
    {
        if (!words.Are(0, "alter", "table"))
        {
            return null;
        }

        int start = words.SkipIfExists(2);
        var (name, next) = words.QualifiedName(words.Are(start, "only") ? start + 1 : start);
        return new AlterTable(words, SqlNames.Table(name), words.SplitByComma(words.Are(next, "*") ? next + 1 : next));
    }

    /// <summary>The definitions after <c>add [column] [if not exists]</c>.</summary>
    public IEnumerable<Range> AddedColumns =>
        from action in Actions
        where Words.Are(action.Start.Value, "add")
        let word = Words.Are(action.Start.Value + 1, "column") ? action.Start.Value + 2 : action.Start.Value + 1
        where !ConstraintWords.Contains(Words[word], StringComparer.OrdinalIgnoreCase)
        select Words.SkipIfExists(word)..action.End;

    /// <summary>The definitions after <c>add [constraint name]</c>.</summary>
    public IEnumerable<Range> AddedConstraints =>
        from action in Actions
        let start = action.Start.Value
        where Words.Are(start, "add")
            && ConstraintWords.Contains(Words[start + 1], StringComparer.OrdinalIgnoreCase)
        select (Words.Are(start + 1, "constraint") ? start + 3 : start + 1)..action.End;
}

/// <summary>Names as the lint compares them.</summary>
internal static class SqlNames
{
    private const string DefaultSchema = "public.";

    /// <returns>The name with every part as the server stores it, without the schema public.</returns>
    public static string Table(string written)
    {
        string name = string.Join('.', written.Split('.').Select(SqlWords.Stored));
        return name.StartsWith(DefaultSchema, StringComparison.Ordinal) ? name[DefaultSchema.Length..] : name;
    }
}
