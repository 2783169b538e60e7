using System.Text.Json.Serialization;
using Lectern.Bench.Measuring;

namespace Lectern.Bench.Comparing;

/// <summary>All rounds of one contestant in one scenario. The figures are the medians of the rounds.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Contestant">The contestant's name.</param>
/// <param name="Rounds">What was measured.</param>
internal sealed record Result(string Scenario, string Contestant, [property: JsonIgnore] IReadOnlyList<Slice> Rounds)
{
    public int Requests => Rounds.Sum(round => round.Work.Latencies.Count);

    /// <summary>Answers of 503.</summary>
    public int Refused => Rounds.Sum(round => round.Work.Refused);

    /// <summary>Microseconds of processor time for a request.</summary>
    public double Cpu => Median(round => PerRequest(round, round.CpuMicroseconds));

    /// <summary>PostgreSQL's microseconds of processor time for a request.</summary>
    public double DatabaseCpu => Median(round => PerRequest(round, round.DatabaseCpuMicroseconds));

    /// <summary>Requests a second.</summary>
    public double Rate => Median(round => round.Work.Latencies.Count / round.Work.Seconds);

    public double MedianMs => All.MillisecondsAt(50);

    public double P99Ms => All.MillisecondsAt(99);

    /// <summary>The bytes that .NET allocated for a request.</summary>
    public double? Allocated => Rounds.Any(round => round.AllocatedBytes is null)
        ? null
        : Median(round => PerRequest(round, round.AllocatedBytes!.Value));

    public double PeakMebibytes => Rounds.Max(round => round.PeakBytes) / (1024.0 * 1024);

    /// <summary>The most memory that was resident beyond that before the round.</summary>
    public double OverIdleMebibytes =>
        Rounds.Max(round => round.PeakBytes - round.IdleBytes) / (1024.0 * 1024);

    /// <summary>What else was measured; the largest of the rounds.</summary>
    public IReadOnlyDictionary<string, double> Further => Rounds.SelectMany(round => round.Work.Further)
        .GroupBy(figure => figure.Key)
        .ToDictionary(figures => figures.Key, figures => figures.Max(figure => figure.Value));

    private Latencies All
    {
        get
        {
            var all = new Latencies();
            foreach (var round in Rounds)
            {
                all.Add(round.Work.Latencies);
            }

            return all;
        }
    }

    private static double PerRequest(Slice round, long sum) => (double)sum / round.Work.Latencies.Count;

    private double Median(Func<Slice, double> figure)
    {
        double[] sorted = [.. Rounds.Select(figure).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
