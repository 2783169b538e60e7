using System.CommandLine;
using System.Globalization;
using Lectern.Bench.Comparing;
using Lectern.Bench.Contestants;
using Lectern.Bench.Driving;
using Lectern.Bench.Scenarios;
using Lectern.LocalPostgres;

namespace Lectern.Bench.Profiling;

/// <summary>Shows in which part of a server the processor time of a request goes, beside other servers.</summary>
internal static class ProfileCommand
{
    // The compiler's last step waits for thousands of calls.
    private const int WarmUpRequests = 60_000;

    private static readonly string[] Contestants =
        [ServeCommand.Kestrel, ContestantList.Dapper, ContestantList.Limit];

    public static Command Create()
    {
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long each server is sampled in each scenario",
            DefaultValueFactory = _ => 10,
        };
        var page = new Option<bool>("--page") { Description = "Put the tables into docs/performance.md" };
        var command = new Command("profile", "Samples Lectern, dapper and limit with perf.") { seconds, page };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (Shell.Which("perf") is null)
            {
                await Console.Error.WriteLineAsync("perf is missing. On Debian: apt-get install linux-perf");
                return 1;
            }

            await RunAsync(parsed.GetValue(seconds), parsed.GetValue(page), cancellationToken);
            return 0;
        });
        return command;
    }

    private static async Task RunAsync(double seconds, bool writesPage, CancellationToken cancellationToken)
    {
        string gauges = Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        await using var school = await School.OpenAsync();
        using var driver = new Driver();
        try
        {
            var arena = new Arena(school, driver, gauges, seconds, Minutes: 0);
            var tables = new List<string>();
            foreach (string name in (string[])[ScenarioList.One, ScenarioList.ListOf(20)])
            {
                var scenario = ScenarioList.Loads.Single(load => load.Name == name);
                string table = await TableAsync(scenario, arena, cancellationToken);
                Console.WriteLine($"{scenario.Name}: {scenario.What}\n\n{table}\n");
                tables.Add($"### Profile of {scenario.Name}: {scenario.What}\n\n{table}\n");
            }

            if (writesPage)
            {
                PerformancePage.Write("profile", string.Join('\n', tables));
            }
        }
        finally
        {
            Directory.Delete(gauges, recursive: true);
        }
    }

    private static async Task<string> TableAsync(
        LoadScenario scenario, Arena arena, CancellationToken cancellationToken)
    {
        var columns = new List<(string Name, IReadOnlyDictionary<string, double> Microseconds)>();
        foreach (string name in Contestants)
        {
            var contestant = ContestantList.All.Single(one => one.Name == name);
            columns.Add((name, await SampleAsync(contestant, scenario, arena, cancellationToken)));
        }

        string[] Row(string part, Func<IReadOnlyDictionary<string, double>, double> figure) =>
        [
            part,
            .. columns.Select(column => figure(column.Microseconds).ToString("0.0", CultureInfo.InvariantCulture)),
        ];
        return ResultTable.Markdown(
        [
            ["CPU of a request, µs", .. columns.Select(column => column.Name)],
            .. Part.All.Where(part => columns.Any(column => column.Microseconds.ContainsKey(part)))
                .Select(part => Row(part, parts => parts.GetValueOrDefault(part))),
            Row("all", parts => parts.Values.Sum()),
        ]);
    }

    /// <summary>The processor time of a request in each part: the part's share of the samples.</summary>
    private static async Task<IReadOnlyDictionary<string, double>> SampleAsync(
        Contestant contestant, LoadScenario scenario, Arena arena, CancellationToken cancellationToken)
    {
        using var running = (await RunningContestant.StartAsync(
            contestant, arena.School, arena.Gauges, Sampler.Settings, cancellationToken))!;
        await scenario.RunAsync(running, arena with { LeastRequests = WarmUpRequests }, cancellationToken);
        var sampling = Sampler.RunAsync(running.Tree.ProcessIds[0], arena.Seconds, cancellationToken);
        var slice = await scenario.RunAsync(running, arena, cancellationToken);
        var samples = await sampling;
        double request = (double)slice.CpuMicroseconds / slice.Work.Latencies.Count;
        return samples.CountBy(part => part)
            .ToDictionary(part => part.Key, part => request * part.Value / samples.Count);
    }
}
