using System.Text;
using Lectern.Bench.Scenarios;
using Lectern.Testing;

namespace Lectern.Bench.Comparing;

/// <summary>The measured parts of docs/performance.md.</summary>
internal static class PerformancePage
{
    private static readonly string File = Path.Combine(Repository.Root, "docs", "performance.md");

    public static void Write(string run, Results results) => Write("measured", Measured(run, results));

    /// <param name="part">The name in the comments that enclose the part.</param>
    /// <param name="text">The new text between them.</param>
    public static void Write(string part, string text)
    {
        string page = System.IO.File.ReadAllText(File);
        string before = $"<!-- {part}: begin -->\n";
        int begin = page.IndexOf(before, StringComparison.Ordinal) + before.Length;
        int end = page.IndexOf($"<!-- {part}: end -->\n", StringComparison.Ordinal);
        System.IO.File.WriteAllText(File, $"{page[..begin]}{text}{page[end..]}");
    }

    private static string Measured(string run, Results results)
    {
        var text = new StringBuilder();
        text.Append(run).Append("\n\n### Targets\n\n")
            .Append(ResultTable.Markdown([Target.Header, .. TargetList.All.Select(target => target.Row(results))]))
            .Append('\n');
        foreach (var scenario in ScenarioList.All)
        {
            var rows = results.All.Where(result => result.Scenario == scenario.Name).ToList();
            if (rows.Count > 0)
            {
                text.Append("\n### ").Append(scenario.Name).Append(": ").Append(scenario.What).Append("\n\n")
                    .Append(ResultTable.Of(rows)).Append('\n');
            }
        }

        return text.ToString();
    }
}
