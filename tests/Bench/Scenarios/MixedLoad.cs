using System.Diagnostics;
using Lectern.Bench.Contestants;
using Lectern.Bench.Measuring;

namespace Lectern.Bench.Scenarios;

/// <summary>Minutes of all kinds of requests, one kind after the other, and what becomes of the memory.</summary>
internal sealed class MixedLoad : IScenario
{
    public const string ScenarioName = "mixed";
    public const string Growth = "growth in the last half, MiB";

    private const double TurnSeconds = 1;
    private const double Mebibyte = 1024 * 1024;

    public string Name => ScenarioName;

    public string What => "all kinds of requests, for minutes";

    public int? MaxRounds => 1;

    public bool IsWarmedUp => false;

    public Task<Slice> RunAsync(RunningContestant contestant, Arena arena, CancellationToken cancellationToken) =>
        Meter.MeasureAsync(contestant, arena.School, async () =>
        {
            var latencies = new Latencies();
            var memory = new List<double>();
            int refused = 0;
            var clock = Stopwatch.StartNew();
            var turn = arena with { Seconds = Math.Min(TurnSeconds, arena.Seconds) };
            while (clock.Elapsed.TotalMinutes < arena.Minutes)
            {
                foreach (var kind in ScenarioList.Loads)
                {
                    var work = await kind.DriveAsync(contestant.Port, turn, cancellationToken);
                    latencies.Add(work.Latencies);
                    refused += work.Refused;
                }

                memory.Add(contestant.Tree.ResidentBytes / Mebibyte);
            }

            return new(clock.Elapsed.TotalSeconds, latencies)
            {
                Refused = refused,
                Further = new Dictionary<string, double> { [Growth] = GrowthOf(memory) },
            };
        });

    /// <summary>The last quarter against the one before: single samples move with the collector.</summary>
    private static double GrowthOf(List<double> memory)
    {
        int quarter = Math.Max(1, memory.Count / 4);
        return memory.TakeLast(quarter).Average() - memory.TakeLast(2 * quarter).Take(quarter).Average();
    }
}
