using System.CommandLine;
using System.Diagnostics;
using Spectre.Console;

namespace Lectern.Bench;

/// <summary>How many requests a second one instance answers when it is warm, and how long each takes.</summary>
internal static class ThroughputCommand
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var seconds = new Option<int>("--seconds")
        {
            Description = "How long each kind of request is measured",
            DefaultValueFactory = _ => 10,
        };
        var clients = new Option<int>("--clients")
        {
            Description = "How many ask at once, each one request after the other",
            DefaultValueFactory = _ => 16,
        };
        var command = new Command("throughput", "One instance over loopback, clients on the same machine.")
        {
            seconds, clients,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(clients), cancellationToken));
        return command;
    }

    private static async Task RunAsync(TimeSpan duration, int clients, CancellationToken cancellationToken)
    {
        await using var school = await School.OpenAsync();
        using var application = ServedApplication.Start(AppContext.BaseDirectory, school);
        await application.UntilReadyAsync(cancellationToken);
        var table = new Table().AddColumns("request", "a second", "50 %, ms", "95 %, ms", "99 %, ms");
        foreach (var (what, path) in new[]
        {
            ("GET a student by id", $"students/{school.Student}"),
            ("GET a list of 50", "students?limit=50"),
        })
        {
            await MeasureAsync(application, path, WarmUp, clients, cancellationToken);
            var times = await MeasureAsync(application, path, duration, clients, cancellationToken);
            table.AddRow(
                what, $"{times.Count / duration.TotalSeconds:N0}",
                Milliseconds(50), Milliseconds(95), Milliseconds(99));

            string Milliseconds(int percent) => $"{Percentiles.Of(times, percent).TotalMilliseconds:0.0}";
        }

        AnsiConsole.Write(table);
    }

    /// <returns>The time of each request, the shortest first.</returns>
    private static async Task<List<TimeSpan>> MeasureAsync(
        ServedApplication application, string path, TimeSpan duration, int clients, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var times = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => AskAsync()));
        return [.. times.SelectMany(client => client).Order()];

        async Task<List<TimeSpan>> AskAsync()
        {
            var own = new List<TimeSpan>();
            while (clock.Elapsed < duration)
            {
                own.Add(await application.TimeAsync(path, cancellationToken));
            }

            return own;
        }
    }
}
