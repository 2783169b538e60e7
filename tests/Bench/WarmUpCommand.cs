using System.CommandLine;
using System.Diagnostics;
using Lectern.Testing;
using Lectern.WorkerHost;
using Spectre.Console;

namespace Lectern.Bench;

/// <summary>How long a cold start of the worker takes: from the start of its process to the first row.</summary>
internal static class WarmUpCommand
{
    private const int WarmRequests = 100;

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds")
        {
            Description = "Starts of each worker, in turns; the medians are shown",
            DefaultValueFactory = _ => 5,
        };
        var folders = new Argument<string[]>("FOLDER")
        {
            Description = "Published workers to compare. Without any, src/Worker is published twice: compiled ahead, "
                + "and compiled as it runs",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("warm-up", "Starts each worker and measures until it is warm.") { rounds, folders };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(folders)!, parsed.GetValue(rounds), cancellationToken));
        return command;
    }

    private static async Task RunAsync(string[] folders, int rounds, CancellationToken cancellationToken)
    {
        string scratch = Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        try
        {
            if (folders.Length == 0)
            {
                folders = [Path.Combine(scratch, "compiled ahead"), Path.Combine(scratch, "compiled as it runs")];
                Publish(folders[0], isReadyToRun: true);
                Publish(folders[1], isReadyToRun: false);
            }

            await using var school = await School.OpenAsync();
            var starts = folders.ToDictionary(folder => folder, _ => new List<ColdStart>());
            for (int round = 0; round < rounds; round++)
            {
                foreach (string folder in folders)
                {
                    starts[folder].Add(await MeasureAsync(folder, school, cancellationToken));
                }
            }

            Show(folders, starts);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static async Task<ColdStart> MeasureAsync(string folder, School school, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        await using var host = await FunctionsHost.StartAsync(
            new()
            {
                WorkerFolder = folder,
                Environment = new Dictionary<string, string?>
                {
                    ["DATABASE_URL"] = school.ConnectionString,
                    ["AUTHENTICATION"] = "development",
                },
            },
            cancellationToken);
        var loaded = clock.Elapsed;
        using var client = new HttpClient { BaseAddress = new(host.Address, "api/") };
        string student = $"students/{school.Students[0]}";
        await TimeAsync(client, student, cancellationToken);
        var firstRow = clock.Elapsed;
        var next = new List<TimeSpan>();
        for (int request = 0; request < WarmRequests; request++)
        {
            next.Add(await TimeAsync(client, student, cancellationToken));
        }

        return new(loaded, firstRow, Percentiles.Median(next));
    }

    private static async Task<TimeSpan> TimeAsync(HttpClient client, string path, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(path, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(started);
    }

    private static void Publish(string folder, bool isReadyToRun)
    {
        AnsiConsole.WriteLine($"Publishing to {folder}");
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "publish", Path.Combine(Repository.Root, "src", "Worker"),
                "-c", "Release", "-o", folder, "-v", "quiet", $"-p:PublishReadyToRun={isReadyToRun}",
            ]))!;
        publish.WaitForExit();
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet publish ended with exit code {publish.ExitCode}.");
        }
    }

    private static void Show(string[] folders, Dictionary<string, List<ColdStart>> starts)
    {
        var table = new Table().AddColumn("median, ms")
            .AddColumns([.. folders.Select(folder => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)))])
            .AddColumn("first / last");
        Add("start to all functions loaded", start => start.Loaded);
        Add("start to the first row", start => start.FirstRow);
        Add($"median of the next {WarmRequests}", start => start.Next);
        AnsiConsole.Write(table);

        void Add(string what, Func<ColdStart, TimeSpan> part)
        {
            double[] medians =
            [
                .. folders.Select(folder => Percentiles.Median(starts[folder].Select(part)).TotalMilliseconds),
            ];
            table.AddRow([what, .. medians.Select(median => $"{median:0.0}"), $"{medians[0] / medians[^1]:0.00}"]);
        }
    }

    private sealed record ColdStart(TimeSpan Loaded, TimeSpan FirstRow, TimeSpan Next);
}
