using Xunit;

namespace Lectern.Docs.Tests.Following;

/// <summary>A <c>diff</c> block of a page: the lines of a file before and after the change.</summary>
internal static class Change
{
    /// <returns>The file's text after the change.</returns>
    public static string Apply(Block change, string text)
    {
        string before = Lines(change, leftOut: '+');
        Assert.True(
            text.Split(before).Length == 2, $"{change.Path} must have these lines, and only once:\n{before}");
        return text.Replace(before, Lines(change, leftOut: '-'), StringComparison.Ordinal);
    }

    private static string Lines(Block change, char leftOut) => string.Concat(
        change.Text.TrimEnd('\n').Split('\n')
            .Where(line => !line.StartsWith(leftOut))
            .Select(line => $"{(line.Length == 0 ? "" : line[1..])}\n"));
}
