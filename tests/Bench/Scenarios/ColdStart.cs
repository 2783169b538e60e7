using Lectern.Bench.Contestants;
using Lectern.Bench.Measuring;

namespace Lectern.Bench.Scenarios;

/// <summary>
/// From the start of a process to its first row. The command warm-up compares published workers, which start sooner.
/// </summary>
internal sealed class ColdStart : IScenario
{
    public const string ScenarioName = "cold-start";

    public string Name => ScenarioName;

    public string What => "the start of a process until it has answered with one student";

    public int? MaxRounds => 3;

    public bool IsWarmedUp => false;

    public bool IsFor(Contestant contestant) => true;

    public async Task<Slice> RunAsync(
        RunningContestant contestant, Arena arena, CancellationToken cancellationToken)
    {
        long database = arena.School.Processes.CpuMicroseconds;
        RunningContestant? started = null;
        var work = await Meter.TimeAsync(async () => started = await RunningContestant.StartAsync(
            contestant.Contestant, arena.School, arena.Gauges, new Dictionary<string, string>(), cancellationToken));
        using (started)
        {
            var tree = started!.Tree;
            return new(
                work, tree.CpuMicroseconds, arena.School.Processes.CpuMicroseconds - database, started.AllocatedBytes,
                IdleBytes: 0, tree.PeakBytes);
        }
    }
}
