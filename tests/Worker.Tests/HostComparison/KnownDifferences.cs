using Lectern.Testing;

namespace Lectern.Worker.Tests.HostComparison;

/// <summary>The table of docs/hosts.md: the differences that are known, each with its id in the first column.</summary>
internal static class KnownDifferences
{
    private const string NotTested = "not tested";

    private static readonly string[][] Rows =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "hosts.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | ")),
    ];

    /// <summary>The ids of all rows.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Rows.Select(IdOf)];

    /// <summary>The ids of the rows that a case must show: all but those marked as not tested.</summary>
    public static IReadOnlyList<string> Tested { get; } =
        [.. Rows.Where(row => !row[^1].EndsWith(NotTested, StringComparison.Ordinal)).Select(IdOf)];

    private static string IdOf(string[] row) => row[0].Trim().Trim('`');
}
