using System.Globalization;
using System.Text;
using Lectern.Functions.Data;
using Lectern.Testing;

namespace Lectern.Functions.Tests.Statements;

/// <summary>What the dearest request of a function reads, in buffers, in a small and in a large school.</summary>
/// <param name="Function">The function.</param>
/// <param name="Requests">How many of its requests were explained.</param>
/// <param name="Small">The buffers at ten thousand rows.</param>
/// <param name="Large">The buffers at a million.</param>
/// <param name="Counted">The buffers of its page with the exact count, at a million; null if it has none.</param>
/// <param name="CountedMs">The time of its page with the count.</param>
/// <param name="PageMs">The time of the page without it.</param>
internal sealed record Cost(
    string Function, int Requests, long Small, long Large, long? Counted, double? CountedMs, double PageMs);

/// <summary>The costs of all functions, for docs/scaling.md.</summary>
internal static class CostTable
{
    private const string Begin = "<!-- costs: LECTERN_LONG_TESTS=1 UPDATE_SCALING=1 -->";
    private const string End = "<!-- end of costs -->";

    public static IReadOnlyList<Cost> Of(ExplainedSchool school) =>
    [
        .. from request in school.Requests
           where request.Plans.Count > 0 && request.Request.Function.Length > 0
           group request by request.Request.Function into function
           let usual = function.Where(request => !ExplainedSchool.IsCostly(request)).ToList()
           where usual.Count > 0
           let counted = function.Where(request => request.Request.Path.EndsWith(
               $"count={Counting.Exact}", StringComparison.Ordinal)).MaxBy(request => request.Buffers)
           let page = function.Where(request => request.Request.Path.EndsWith(
               $"count={Counting.Estimated}", StringComparison.Ordinal)).MaxBy(request => request.Buffers)
           orderby function.Key
           select new Cost(
               function.Key, function.Count(),
               school.Small.Where(request => request.Request.Function == function.Key
                   && !ExplainedSchool.IsCostly(request)).Max(request => (long?)request.Buffers) ?? 0,
               usual.Max(request => request.Buffers), counted?.Buffers, counted?.Ms, page?.Ms ?? 0),
    ];

    public static void Write(IReadOnlyList<Cost> costs)
    {
        string file = Path.Combine(Repository.Root, "docs", "scaling.md");
        string text = File.ReadAllText(file);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = text.IndexOf(End, StringComparison.Ordinal);
        File.WriteAllText(file, text[..begin] + "\n" + Markdown(costs) + text[end..]);
    }

    private static string Markdown(IReadOnlyList<Cost> costs)
    {
        var table = new StringBuilder()
            .AppendLine("| function | requests | buffers at 10,000 rows | at 1,000,000 | page, ms "
                + "| `count=true`, buffers | ms |")
            .AppendLine("|---|---|---|---|---|---|---|");
        foreach (var cost in costs)
        {
            string page = cost.Counted is null ? "" : $"{cost.PageMs:N1}";
            table.AppendLine(CultureInfo.InvariantCulture,
                $"| {cost.Function} | {cost.Requests} | {cost.Small:N0} | {cost.Large:N0} | {page} | {cost.Counted:N0} "
                + $"| {cost.CountedMs:N1} |");
        }

        return table.ToString();
    }
}
