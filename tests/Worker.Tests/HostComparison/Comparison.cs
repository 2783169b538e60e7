using System.Globalization;
using System.Text;

namespace Lectern.Worker.Tests.HostComparison;

/// <summary>Runs a case on both hosts and fails where they differ in more or less than the case says.</summary>
internal static class Comparison
{
    /// <summary>Runs a case.</summary>
    public static async Task RunAsync(HostPair hosts, Case tried)
    {
        var (kestrel, worker) = await hosts.AnswerAsync(tried);
        var differences = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var report = new StringBuilder();
        for (int i = 0; i < tried.Requests.Length; i++)
        {
            foreach (var (part, difference) in Comparer.Compare(kestrel[i], worker[i]))
            {
                differences.Add(part);
                if (!IsAllowed(tried.Expected, part))
                {
                    report.Append(CultureInfo.InvariantCulture, $"{tried.Requests[i]}: {part} differs {difference}\n");
                }
            }
        }

        if (report.Length > 0)
        {
            Assert.Fail($"{tried.Name}\n{report}\n{Show(tried, kestrel, worker)}");
        }

        if (tried.Expected is not { } expected)
        {
            Assert.DoesNotContain(kestrel, answer => answer.Status is >= 500 and not 505);
        }
        else
        {
            Assert.Equal((expected.Kestrel, expected.Worker), (kestrel[^1].Status, worker[^1].Status));
            Assert.True(differences.Count > 0, $"{tried.Name}: the hosts no longer differ as '{expected.Row}' says.");
        }
    }

    private static bool IsAllowed(Difference? expected, string part) => expected is not null
        && (expected.Parts.Contains(part, StringComparer.OrdinalIgnoreCase)
            || (part == Comparer.Status && expected.Kestrel != expected.Worker));

    private static string Show(Case tried, Answer[] kestrel, Answer[] worker)
    {
        var text = new StringBuilder();
        for (int i = 0; i < tried.Requests.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                --- {tried.Requests[i]}
                --- Kestrel
                {Comparer.Show(kestrel[i])}
                --- worker
                {Comparer.Show(worker[i])}

                """);
        }

        return text.ToString();
    }
}
