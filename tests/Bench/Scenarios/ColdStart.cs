using Lectern.Bench.Contestants;
using Lectern.Bench.Measuring;

namespace Lectern.Bench.Scenarios;

/// <summary>
/// From the start of a process to its first row. The worker is the one that azd deploys: published, with its code
/// compiled ahead. Its rows below the contestants are published or run in other ways.
/// </summary>
internal sealed class ColdStart : IScenario
{
    public const string ScenarioName = "cold-start";

    private static readonly WorkerStart[] Others =
    [
        new("no ReadyToRun", ["-p:PublishReadyToRun=false"]),
        new("TieredPGO=0", []) { Environment = new() { ["DOTNET_TieredPGO"] = "0" } },
        new("TieredCompilation=0", []) { Environment = new() { ["DOTNET_TieredCompilation"] = "0" } },
    ];

    private readonly WorkerStart _shipped = new(ServeCommand.Worker, []);

    public string Name => ScenarioName;

    public string What => "the start of a process until it has answered with one student";

    public int? MaxRounds => 5;

    public bool IsWarmedUp => false;

    public bool IsFor(Contestant contestant) => true;

    public IReadOnlyList<Reference> ReferencesFor(IReadOnlyList<Contestant> contestants) =>
        contestants.Any(contestant => contestant.Name == ServeCommand.Worker)
            ? [.. Others.Select(start => new Reference($"{ServeCommand.Worker}, {start.Name}", start.MeasureAsync))]
            : [];

    public async Task<Slice> RunAsync(
        RunningContestant contestant, Arena arena, CancellationToken cancellationToken)
    {
        if (contestant.Contestant.Name == ServeCommand.Worker)
        {
            return await _shipped.MeasureAsync(arena, cancellationToken)
                ?? throw new InvalidOperationException("src/Worker cannot be published.");
        }

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
