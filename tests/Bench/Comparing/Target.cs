using System.Globalization;

namespace Lectern.Bench.Comparing;

/// <summary>A figure that Lectern is held to.</summary>
/// <param name="Scenario">What is measured.</param>
/// <param name="Figure">The figure's name.</param>
/// <param name="Bound">The largest that it may be, or the smallest.</param>
/// <param name="Of">The figure in a run; null if it was not measured.</param>
internal sealed record Target(string Scenario, string Figure, double Bound, Func<Results, double?> Of)
{
    /// <summary>Is the bound the smallest that the figure may be?</summary>
    public bool IsLeast { get; init; }

    public static string[] Header { get; } = ["scenario", "figure", "target", "measured", "result"];

    public string[] Row(Results results)
    {
        double? measured = Of(results);
        string result = measured is not { } figure ? "not measured"
            : (IsLeast ? figure >= Bound : figure <= Bound) ? "met" : "**not met**";
        return [Scenario, Figure, $"{(IsLeast ? "≥" : "≤")} {Number(Bound)}", Number(measured), result];
    }

    private static string Number(double? value) => value?.ToString("0.##", CultureInfo.InvariantCulture) ?? "";
}
