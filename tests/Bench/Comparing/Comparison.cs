using System.Text.Json;
using Lectern.Bench.Contestants;
using Lectern.Bench.Driving;
using Lectern.Bench.Measuring;
using Lectern.Bench.Scenarios;

namespace Lectern.Bench.Comparing;

/// <summary>A run of all contestants through scenarios, in turns.</summary>
internal sealed class Comparison(CompareOptions options, IReadOnlyList<RunningContestant> contestants, Arena arena)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private bool _isLarge;

    public static async Task RunAsync(CompareOptions options, CancellationToken cancellationToken)
    {
        string gauges = Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        var contestants = new List<RunningContestant>();
        await using var school = await School.OpenAsync();
        using var driver = new Driver();
        try
        {
            var starts = options.Contestants.Select(contestant => RunningContestant.StartAsync(
                contestant, school, gauges, new Dictionary<string, string>(), cancellationToken));
            foreach (var start in starts.ToList())
            {
                if (await start is { } started)
                {
                    contestants.Add(started);
                }
            }

            var arena = new Arena(school, driver, gauges, options.Seconds, options.Minutes);
            await new Comparison(options, contestants, arena).RunAsync(cancellationToken);
        }
        finally
        {
            contestants.ForEach(contestant => contestant.Dispose());
            Directory.Delete(gauges, recursive: true);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await AnswerCheck.RunAsync(
            contestants, options.Scenarios.OfType<LoadScenario>().Where(load => !load.IsLecternOnly && !load.IsLarge),
            arena.School, cancellationToken);
        string run = $"{Machine.Describe()}. {options.Seconds} s × {options.Rounds} for each contestant, in turns; "
            + $"a large school has {options.Rows:N0} students and messages; {options.Minutes} min of mixed load.";
        Console.WriteLine(run);
        var all = new List<Result>();
        // All before the first is measured: what they share would be colder there than later.
        foreach (var scenario in options.Scenarios.Where(scenario => !scenario.IsLarge))
        {
            await WarmUpAsync(scenario, cancellationToken);
        }

        foreach (var scenario in options.Scenarios)
        {
            var measured = await MeasureAsync(scenario, cancellationToken);
            Console.WriteLine($"\n{scenario.Name}: {scenario.What}\n\n{ResultTable.Of(measured)}");
            all.AddRange(measured);
        }

        var results = new Results(all);
        if (options.JsonFile is not null)
        {
            await using var file = File.Create(options.JsonFile);
            await JsonSerializer.SerializeAsync(file, new { run, results = all }, Indented, cancellationToken);
        }

        if (options.WritesPage)
        {
            PerformancePage.Write(run, results);
        }
    }

    private List<RunningContestant> AbleFor(IScenario scenario) =>
        [.. contestants.Where(contestant => scenario.IsFor(contestant.Contestant))];

    private async Task WarmUpAsync(IScenario scenario, CancellationToken cancellationToken)
    {
        if (scenario.IsWarmedUp)
        {
            foreach (var contestant in AbleFor(scenario))
            {
                await scenario.RunAsync(contestant, arena.WarmUp, cancellationToken);
            }
        }
    }

    private async Task<List<Result>> MeasureAsync(IScenario scenario, CancellationToken cancellationToken)
    {
        if (scenario.IsLarge && !_isLarge)
        {
            _isLarge = true;
            await arena.School.GrowAsync(options.Rows);
        }

        if (scenario.IsLarge)
        {
            await WarmUpAsync(scenario, cancellationToken);
        }

        var able = AbleFor(scenario);
        var references = scenario.ReferencesFor([.. able.Select(contestant => contestant.Contestant)]);
        var slices = new OrderedDictionary<string, List<Slice>>();
        for (int round = 0; round < Math.Min(options.Rounds, scenario.MaxRounds ?? int.MaxValue); round++)
        {
            foreach (var contestant in able)
            {
                Add(contestant.Contestant.Name, await scenario.RunAsync(contestant, arena, cancellationToken));
            }

            foreach (var reference in references)
            {
                Add(reference.Name, await reference.RunAsync(arena, cancellationToken));
            }
        }

        return [.. slices.Select(rounds => new Result(scenario.Name, rounds.Key, rounds.Value))];

        void Add(string name, Slice? slice)
        {
            if (slice is not null)
            {
                slices.TryAdd(name, []);
                slices[name].Add(slice);
            }
        }
    }
}
