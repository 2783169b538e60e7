using Lectern.Bench.Contestants;
using Lectern.Bench.Driving;
using Lectern.Bench.Measuring;

namespace Lectern.Bench.Scenarios;

/// <summary>Messages to a conversation that many clients follow, and the time until each of them has one.</summary>
internal sealed class FanOut : IScenario
{
    public const string ScenarioName = "fan-out";

    private const int Clients = 500;
    private const int Messages = 20;

    public string Name => ScenarioName;

    public string What => $"a message of {Messages} to each of {Clients} clients that follow a conversation";

    public int? MaxRounds => 3;

    public bool IsWarmedUp => false;

    public async Task<Slice> RunAsync(RunningContestant contestant, Arena arena, CancellationToken cancellationToken)
    {
        using var own = (await RunningContestant.StartAsync(
            contestant.Contestant, arena.School, arena.Gauges, Followers.Settings, cancellationToken))!;
        await arena.School.ExecuteAsync(Followers.AddPoster);
        using var followers = await Followers.OpenAsync([own.Client], conversations: 1, Clients, cancellationToken);
        return await Meter.MeasureAsync(
            own, arena.School, () => followers.DeliverAsync(Messages, cancellationToken));
    }
}
