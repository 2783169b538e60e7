using System.Text.Json.Serialization;
using Lectern.Bench.Measuring;

namespace Lectern.Bench.Comparing;

/// <summary>All rounds of one contestant in one scenario. The figures are the medians of the rounds.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Contestant">The contestant's name.</param>
/// <param name="Rounds">What was measured.</param>
internal sealed record Result(string Scenario, string Contestant, [property: JsonIgnore] IReadOnlyList<Slice> Rounds)
{
    public int Requests => Rounds.Sum(round => round.Latencies.Count);

    /// <summary>Microseconds of processor time for a request.</summary>
    public double Cpu => Median(round => (double)round.CpuMicroseconds / round.Latencies.Count);

    /// <summary>PostgreSQL's microseconds of processor time for a request.</summary>
    public double DatabaseCpu => Median(round => (double)round.DatabaseCpuMicroseconds / round.Latencies.Count);

    /// <summary>Requests a second.</summary>
    public double Rate => Median(round => round.Latencies.Count / round.Seconds);

    public double MedianMs => All.MillisecondsAt(50);

    public double P99Ms => All.MillisecondsAt(99);

    /// <summary>The bytes that .NET allocated for a request.</summary>
    public double? Allocated => Rounds.Any(round => round.AllocatedBytes is null)
        ? null
        : Median(round => (double)round.AllocatedBytes!.Value / round.Latencies.Count);

    public double PeakMebibytes => Rounds.Max(round => round.PeakBytes) / (1024.0 * 1024);

    private Latencies All
    {
        get
        {
            var all = new Latencies();
            foreach (var round in Rounds)
            {
                all.Add(round.Latencies);
            }

            return all;
        }
    }

    private double Median(Func<Slice, double> figure)
    {
        double[] sorted = [.. Rounds.Select(figure).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
