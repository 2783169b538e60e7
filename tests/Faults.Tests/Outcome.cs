using System.Globalization;
using Lectern.Faults.Tests.Load;

namespace Lectern.Faults.Tests;

/// <summary>What clients and operators saw of a fault.</summary>
/// <param name="Fault">The name of the fault.</param>
/// <param name="Tally">What the clients counted.</param>
/// <param name="Recovery">From the end of the fault until each instance answered 200.</param>
/// <param name="LogLines">The warnings and errors of the three instances.</param>
internal sealed record Outcome(string Fault, Tally Tally, TimeSpan Recovery, int LogLines)
{
    public const string Header = """
        | fault | requests | acknowledged | failures that clients saw | longest wait | all answer after | log lines |
        |---|---|---|---|---|---|---|
        """;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Fault} | {Tally.Requests} | {Tally.Acknowledged} | {Failures} | {Tally.LongestWait.TotalSeconds:0.0} s "
        + $"| {Recovery.TotalSeconds:0.0} s | {LogLines} |");

    private string Failures => Tally.Failures.Count == 0
        ? "none"
        : string.Join(
            ", ", Tally.Failures.OrderByDescending(one => one.Value).Select(one => $"{one.Value} × {one.Key}"));
}
