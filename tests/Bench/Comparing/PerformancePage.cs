using System.Text;
using Lectern.Bench.Scenarios;
using Lectern.Testing;

namespace Lectern.Bench.Comparing;

/// <summary>The measured part of docs/performance.md.</summary>
internal static class PerformancePage
{
    private const string Begin = "<!-- measured: begin -->\n";
    private const string End = "<!-- measured: end -->\n";

    private static readonly string File = Path.Combine(Repository.Root, "docs", "performance.md");

    public static void Write(string run, Results results)
    {
        string page = System.IO.File.ReadAllText(File);
        int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = page.IndexOf(End, StringComparison.Ordinal);
        System.IO.File.WriteAllText(File, $"{page[..begin]}{Measured(run, results)}{page[end..]}");
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
