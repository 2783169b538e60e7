using Lectern.Faults.Tests.Overload;
using Lectern.Testing;

namespace Lectern.Faults.Tests;

/// <summary>The tables of docs/reliability.md, which a run of all faults can write.</summary>
internal static class ReliabilityPage
{
    public const string Measured = "measured";

    private const string Overload = "overload";

    /// <summary>Set to 1, with LECTERN_LONG_TESTS=1, the page's tables become those of this run.</summary>
    private const string UpdateSwitch = "UPDATE_RELIABILITY";

    private static readonly string File = Path.Combine(Repository.Root, "docs", "reliability.md");

    private static bool IsUpdated { get; } = Environment.GetEnvironmentVariable(UpdateSwitch) == "1";

    public static string Read() => System.IO.File.ReadAllText(File);

    /// <summary>The page with another table between the marks of a name.</summary>
    public static string Replace(string page, string name, string table)
    {
        string mark = $"<!-- {name}: begin -->\n";
        int begin = page.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        int end = page.IndexOf($"<!-- {name}: end -->\n", StringComparison.Ordinal);
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
        if (IsUpdated && outcomes.Count < FaultList.All.Count)
        {
            throw new InvalidOperationException(
                $"{UpdateSwitch}=1 needs a run of all faults in which none fails: LECTERN_LONG_TESTS=1.");
        }

        Update(Measured, table);
    }

    /// <summary>The same for the figures of an overload.</summary>
    public static void Report(OverloadOutcome outcome)
    {
        Console.WriteLine(outcome);
        Update(Overload, $"{outcome}");
    }

    private static void Update(string name, string table)
    {
        if (IsUpdated)
        {
            System.IO.File.WriteAllText(File, Replace(Read(), name, table));
        }
    }
}
