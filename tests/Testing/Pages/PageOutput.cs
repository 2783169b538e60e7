using System.Text.RegularExpressions;
using Xunit;

namespace Lectern.Testing.Pages;

/// <summary>Compares an output with the one that a page shows.</summary>
public static partial class PageOutput
{
    /// <summary>
    /// Asserts that they are equal except for what differs from run to run. A line <c>…</c> on the page stands for any
    /// lines.
    /// </summary>
    public static void AssertShown(string shown, string output)
    {
        string actual = ShapeOf(output);
        string[] parts = $"\n{ShapeOf(shown)}\n".Split("\n…\n");
        if (parts.Length == 1)
        {
            Assert.Equal(ShapeOf(shown), actual);
            return;
        }

        string rest = $"\n{actual}\n";
        Assert.StartsWith(parts[0], rest, StringComparison.Ordinal);
        Assert.EndsWith(parts[^1], rest, StringComparison.Ordinal);
        foreach (string part in parts)
        {
            Assert.Contains(part, rest, StringComparison.Ordinal);
            rest = rest[(rest.IndexOf(part, StringComparison.Ordinal) + part.Length)..];
        }
    }

    /// <summary>
    /// An output without what differs from run to run: ids, times, durations, traces, cursors, PostgreSQL's version,
    /// and the width of columns.
    /// </summary>
    public static string ShapeOf(string output)
    {
        string shape = output.ReplaceLineEndings("\n").Trim();
        shape = Id().Replace(shape, "ID");
        shape = Time().Replace(shape, "TIME");
        shape = Duration().Replace(shape, "DURATION");
        shape = Trace().Replace(shape, "TRACE");
        shape = Date().Replace(shape, "Date: TIME");
        shape = Cursor().Replace(shape, "cursor=CURSOR");
        shape = Version().Replace(shape, "PostgreSQL VERSION");
        shape = LineEnd().Replace(shape, "");
        return Blanks().Replace(shape, " ");
    }

    /// <summary>The ids of an output, in their order.</summary>
    public static IEnumerable<string> IdsOf(string output) => Id().Matches(output).Select(match => match.Value);

    [GeneratedRegex("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{6})?Z")]
    private static partial Regex Time();

    [GeneratedRegex(@"\d+(\.\d+)? (ms|seconds)\b")]
    private static partial Regex Duration();

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Trace();

    [GeneratedRegex("^Date: .*$", RegexOptions.Multiline)]
    private static partial Regex Date();

    [GeneratedRegex(@"cursor=[\w%-]+")]
    private static partial Regex Cursor();

    [GeneratedRegex(@"PostgreSQL \d+(\.\d+)?")]
    private static partial Regex Version();

    [GeneratedRegex(" +$", RegexOptions.Multiline)]
    private static partial Regex LineEnd();

    [GeneratedRegex("  +")]
    private static partial Regex Blanks();
}
