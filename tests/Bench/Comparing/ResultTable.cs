using System.Globalization;
using Lectern.Bench.Contestants;

namespace Lectern.Bench.Comparing;

/// <summary>The results of a scenario as a table of Markdown, which is also what the terminal shows.</summary>
internal static class ResultTable
{
    private static readonly string[] Columns =
    [
        "contestant", "CPU, µs", "to limit", "PostgreSQL, µs", "a second", "p50, ms", "p99, ms", "allocated, KiB",
        "peak, MiB",
    ];

    public static string Of(IReadOnlyList<Result> results)
    {
        double? limit = results.FirstOrDefault(result => result.Contestant == ContestantList.Limit)?.Cpu;
        string[] further = [.. results.SelectMany(result => result.Further.Keys).Distinct()];
        return Markdown([[.. Columns, .. further], .. results.Select(result => Row(result, limit, further))]);
    }

    /// <summary>A table whose first column is text and whose others are figures.</summary>
    public static string Markdown(IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. rows[0].Index().Select(column => rows.Max(row => row[column.Index].Length))];
        var lines = rows.Select(row => Line(row.Index().Select(cell => cell.Index == 0
            ? cell.Item.PadRight(widths[0])
            : cell.Item.PadLeft(widths[cell.Index])))).ToList();
        lines.Insert(1, Line(widths.Index().Select(column => column.Index == 0
            ? new string('-', column.Item)
            : $"{new string('-', column.Item - 1)}:")));
        return string.Join('\n', lines);
    }

    private static string[] Row(Result result, double? limit, string[] further) =>
    [
        result.Contestant,
        Number(result.Cpu, "N0"),
        limit is { } of ? Number(result.Cpu / of, "0.00") : "",
        Number(result.DatabaseCpu, "N0"),
        Number(result.Rate, result.Rate < 10 ? "0.00" : "N0"),
        Number(result.MedianMs, "0.0"),
        Number(result.P99Ms, "0.0"),
        result.Allocated is { } bytes ? Number(bytes / 1024, "0.0") : "",
        Number(result.PeakMebibytes, "N0"),
        .. further.Select(name => result.Further.TryGetValue(name, out double figure) ? Number(figure, "N0") : ""),
    ];

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
