using Lectern.Testing;

namespace Lectern.Faults.Tests;

/// <summary>The table of docs/reliability.md, which a run of all faults can write.</summary>
internal static class ReliabilityPage
{
    /// <summary>Set to 1, with LECTERN_LONG_TESTS=1, the page's table becomes that of this run.</summary>
    private const string UpdateSwitch = "UPDATE_RELIABILITY";

    private const string Begin = "<!-- measured: begin -->\n";
    private const string End = "<!-- measured: end -->\n";

    private static readonly string File = Path.Combine(Repository.Root, "docs", "reliability.md");

    public static string Read() => System.IO.File.ReadAllText(File);

    /// <summary>The page with another table.</summary>
    public static string Replace(string page, string table)
    {
        int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = page.IndexOf(End, StringComparison.Ordinal);
        return $"{page[..begin]}{table}\n{page[end..]}";
    }

    /// <summary>Prints the outcomes, and writes them into the page if that is wanted.</summary>
    public static void Report(IReadOnlyCollection<Outcome> outcomes)
    {
        var rows = FaultList.All
            .SelectMany(fault => outcomes.Where(outcome => outcome.Fault == fault.Name))
            .Select(outcome => $"{outcome}");
        string table = string.Join('\n', rows.Prepend(Outcome.Header));
        Console.WriteLine(table);
        if (Environment.GetEnvironmentVariable(UpdateSwitch) != "1")
        {
            return;
        }

        if (outcomes.Count < FaultList.All.Count)
        {
            throw new InvalidOperationException(
                $"{UpdateSwitch}=1 needs a run of all faults in which none fails: LECTERN_LONG_TESTS=1.");
        }

        System.IO.File.WriteAllText(File, Replace(Read(), table));
    }
}
