using System.CommandLine;
using System.Diagnostics;
using Lectern.Testing;
using Spectre.Console;

namespace Lectern.Bench;

/// <summary>How long a cold start takes, with code compiled ahead and with code compiled as it runs.</summary>
internal static class WarmUpCommand
{
    private const int WarmRequests = 100;

    private static readonly string[] Kinds = ["compiled ahead", "compiled as it runs"];

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds")
        {
            Description = "Starts of each kind, in turns; the medians are shown",
            DefaultValueFactory = _ => 5,
        };
        var command = new Command("warm-up", "Publishes both kinds, starts each and measures until it is warm.")
        {
            rounds,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(rounds), cancellationToken));
        return command;
    }

    private static async Task RunAsync(int rounds, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        try
        {
            foreach (string kind in Kinds)
            {
                Publish(Path.Combine(folder, kind), isReadyToRun: kind == Kinds[0]);
            }

            await using var school = await School.OpenAsync();
            var starts = Kinds.ToDictionary(kind => kind, _ => new List<ColdStart>());
            for (int round = 0; round < rounds; round++)
            {
                foreach (string kind in Kinds)
                {
                    starts[kind].Add(await MeasureAsync(Path.Combine(folder, kind), school, cancellationToken));
                }
            }

            Show(starts[Kinds[0]], starts[Kinds[1]]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<ColdStart> MeasureAsync(string folder, School school, CancellationToken cancellationToken)
    {
        using var application = ServedApplication.Start(folder, school);
        var ready = await application.UntilReadyAsync(cancellationToken);
        string student = $"students/{school.Student}";
        var first = await application.TimeAsync(student, cancellationToken);
        var next = new List<TimeSpan>();
        for (int request = 0; request < WarmRequests; request++)
        {
            next.Add(await application.TimeAsync(student, cancellationToken));
        }

        return new(ready, first, Percentiles.Median(next));
    }

    private static void Publish(string folder, bool isReadyToRun)
    {
        AnsiConsole.WriteLine($"publishing to {folder}");
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "publish", Path.Combine(Repository.Root, "tests", "Bench"),
                "-c", "Release", "-o", folder, "-v", "quiet",
                "--use-current-runtime", "--self-contained", "false", $"-p:PublishReadyToRun={isReadyToRun}",
            ]))!;
        publish.WaitForExit();
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet publish ended with exit code {publish.ExitCode}.");
        }
    }

    private static void Show(List<ColdStart> ahead, List<ColdStart> running)
    {
        var table = new Table().AddColumn("median, ms").AddColumn(Kinds[0]).AddColumn(Kinds[1]).AddColumn("ratio");
        Add("start to first 200 of /health/ready", start => start.Ready);
        Add("first GET of a student", start => start.First);
        Add($"median of the next {WarmRequests}", start => start.Next);
        AnsiConsole.Write(table);

        void Add(string what, Func<ColdStart, TimeSpan> part)
        {
            double one = Percentiles.Median(ahead.Select(part)).TotalMilliseconds;
            double other = Percentiles.Median(running.Select(part)).TotalMilliseconds;
            table.AddRow(what, $"{one:0.0}", $"{other:0.0}", $"{one / other:0.00}");
        }
    }

    private sealed record ColdStart(TimeSpan Ready, TimeSpan First, TimeSpan Next);
}
