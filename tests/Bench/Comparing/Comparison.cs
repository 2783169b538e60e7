using System.Text.Json;
using Lectern.Bench.Contestants;
using Lectern.Bench.Driving;
using Lectern.Bench.Measuring;
using Lectern.Bench.Scenarios;

namespace Lectern.Bench.Comparing;

/// <summary>A run of all contestants through scenarios, in turns.</summary>
internal sealed class Comparison(
    IReadOnlyList<IScenario> scenarios, IReadOnlyList<Contestant> contestants, double seconds, int rounds, string? json)
{
    // Long enough for .NET to compile what runs often.
    private const double WarmUpSeconds = 3;

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        string gauges = Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        var running = new List<RunningContestant>();
        await using var school = await School.OpenAsync();
        using var driver = new Driver();
        try
        {
            var starts = contestants.Select(contestant => RunningContestant.StartAsync(
                contestant, school, gauges, new Dictionary<string, string>(), cancellationToken));
            foreach (var start in starts.ToList())
            {
                if (await start is { } started)
                {
                    running.Add(started);
                }
            }

            await AnswerCheck.RunAsync(running, scenarios.OfType<LoadScenario>(), school, cancellationToken);
            var results = new List<Result>();
            Console.WriteLine($"{Machine.Describe()}\n{seconds} s × {rounds} for each, in turns");
            foreach (var scenario in scenarios)
            {
                var measured = await MeasureAsync(scenario, running, school, driver, cancellationToken);
                Console.WriteLine($"\n{scenario.Name}: {scenario.What}\n\n{ResultTable.Of(measured)}");
                results.AddRange(measured);
            }

            if (json is not null)
            {
                await using var file = File.Create(json);
                await JsonSerializer.SerializeAsync(
                    file, new { Machine = Machine.Describe(), seconds, rounds, results }, Indented, cancellationToken);
            }
        }
        finally
        {
            running.ForEach(contestant => contestant.Dispose());
            Directory.Delete(gauges, recursive: true);
        }
    }

    private async Task<List<Result>> MeasureAsync(
        IScenario scenario, IReadOnlyList<RunningContestant> running, School school, Driver driver,
        CancellationToken cancellationToken)
    {
        var able = running.Where(contestant => scenario.IsFor(contestant.Contestant)).ToList();
        var slices = able.ToDictionary(contestant => contestant, _ => new List<Slice>());
        foreach (var contestant in able)
        {
            await scenario.RunAsync(
                contestant, school, driver, Math.Min(seconds, WarmUpSeconds), cancellationToken);
        }

        for (int round = 0; round < rounds; round++)
        {
            foreach (var contestant in able)
            {
                slices[contestant].Add(
                    await scenario.RunAsync(contestant, school, driver, seconds, cancellationToken));
            }
        }

        return [.. able.Select(contestant =>
            new Result(scenario.Name, contestant.Contestant.Name, slices[contestant]))];
    }
}
