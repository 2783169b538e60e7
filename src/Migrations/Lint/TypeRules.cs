using Lectern.Migrations.SqlParsing;

namespace Lectern.Migrations.Lint;

/// <summary>Finds column types that cause problems later.</summary>
internal static class TypeRules
{
    public static IEnumerable<LintObjection> BareTimestamp(LintContext context) =>
        from column in context.ColumnDefinitions
        let type = column.Start.Value + 1
        where context.Words.Are(type, "timestamp")
        let zone = context.Words.Are(type + 1, "(") ? type + 4 : type + 1
        where !context.Words.Are(zone, "with", "time", "zone")
        select new LintObjection(
            type, "is a wall clock of no place, and two servers read it differently: timestamptz.");

    public static IEnumerable<LintObjection> Serial(LintContext context) =>
        from column in context.ColumnDefinitions
        where SqlTypes.IsSerial(context.Words, column)
        select new LintObjection(
            column.Start.Value + 1, "makes a sequence with rights and a default of its own, which dumps and grants "
            + "forget: bigint generated always as identity.");

    // Only bodies of routines and PREPARE have parameters.
    public static IEnumerable<LintObjection> InWithParameters(LintContext context)
    {
        bool isRoutine = context.Words.Find("function") is > 0 and < 4
            || context.Words.Find("procedure") is > 0 and < 4;
        if (!isRoutine && !context.Words.Are(0, "prepare"))
        {
            return [];
        }

        var bodies = SqlTypes.DollarBodies(context.Words).Select(body => (body.Word, Words: new SqlWords(body.Text)));
        return bodies.Prepend((Word: -1, context.Words))
            .SelectMany(body => ListsWithParameters(body.Words).Select(word => body.Word < 0 ? word : body.Word))
            .Select(word => new LintObjection(
                word, "needs a new plan for every length of a list, and scans for a subquery: = any ($1), or a join."));
    }

    private static IEnumerable<int> ListsWithParameters(SqlWords words)
    {
        for (int i = 0; i < words.Count; i++)
        {
            if (words.Are(i, "in", "(") && HasParameter(words, i + 2))
            {
                yield return i;
            }
        }
    }

    private static bool HasParameter(SqlWords words, int from)
    {
        var ranges = words.SplitByComma(from);
        return Enumerable.Range(from, ranges[^1].End.Value - from)
            .Any(word => words[word] == "$" && words[word + 1].Length > 0 && char.IsAsciiDigit(words[word + 1][0]));
    }
}

/// <summary>Helpers for types and bodies.</summary>
internal static class SqlTypes
{
    private static readonly string[] Serials =
        ["serial", "bigserial", "smallserial", "serial2", "serial4", "serial8"];

    public static bool IsSerial(SqlWords words, Range column) =>
        Serials.Contains(words[column.Start.Value + 1], StringComparer.OrdinalIgnoreCase);

    /// <returns>The dollar-quoted texts of a statement, without their quotes.</returns>
    public static IEnumerable<(int Word, string Text)> DollarBodies(SqlWords words) =>
        from word in Enumerable.Range(0, words.Count)
        let text = words[word]
        where text.Length > 1 && text[0] == '$'
        let tag = text.IndexOf('$', 1) + 1
        where tag > 0 && text.Length >= 2 * tag
        select (word, text[tag..^tag]);
}
