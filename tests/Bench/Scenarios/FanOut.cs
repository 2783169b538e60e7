using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lectern.Bench.Contestants;
using Lectern.Bench.Measuring;

namespace Lectern.Bench.Scenarios;

/// <summary>Messages to a conversation that many clients follow, and the time until each of them has one.</summary>
internal sealed class FanOut : IScenario
{
    public const string ScenarioName = "fan-out";

    private const int Clients = 500;
    private const int Messages = 20;

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["ADMISSION_EVENT_STREAMS_PER_CALLER"] = "2000",
    };

    public string Name => ScenarioName;

    public string What => $"a message of {Messages} to each of {Clients} clients that follow a conversation";

    public int? MaxRounds => 3;

    public bool IsWarmedUp => false;

    public async Task<Slice> RunAsync(RunningContestant contestant, Arena arena, CancellationToken cancellationToken)
    {
        using var own = (await RunningContestant.StartAsync(
            contestant.Contestant, arena.School, arena.Gauges, Settings, cancellationToken))!;
        await arena.School.ExecuteAsync($"""
            insert into users (id, username, email, role)
            values ('{School.Admin}', 'admin', 'admin@example.org', 'admin') on conflict do nothing
            """);
        var conversation = await PostAsync(
            own, "/api/conversations", new() { ["subject"] = "All", ["participantIds"] = new JsonArray(School.Admin) },
            cancellationToken);
        string path = $"/api/conversations/{conversation["id"]}";
        var streams = new List<Stream>();
        try
        {
            while (streams.Count < Clients)
            {
                streams.Add(await own.Client.GetStreamAsync($"{path}/events", cancellationToken));
            }

            return await Meter.MeasureAsync(
                own, arena.School, () => DeliverAsync(own, $"{path}/messages", streams, cancellationToken));
        }
        finally
        {
            streams.ForEach(stream => stream.Dispose());
        }
    }

    private static async Task<Work> DeliverAsync(
        RunningContestant contestant, string path, List<Stream> streams, CancellationToken cancellationToken)
    {
        var latencies = new Latencies();
        var readers = streams.ConvertAll(stream => new StreamReader(stream));
        var clock = Stopwatch.StartNew();
        for (int message = 0; message < Messages; message++)
        {
            long sent = Stopwatch.GetTimestamp();
            var arrivals = readers.Select(reader => ArriveAsync(reader, sent, latencies, cancellationToken)).ToList();
            await PostAsync(contestant, path, new() { ["body"] = "See you on Monday." }, cancellationToken);
            await Task.WhenAll(arrivals);
        }

        return new(clock.Elapsed.TotalSeconds, latencies);
    }

    private static async Task ArriveAsync(
        StreamReader reader, long sent, Latencies latencies, CancellationToken cancellationToken)
    {
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                lock (latencies)
                {
                    latencies.Add(Stopwatch.GetElapsedTime(sent));
                }

                return;
            }
        }

        throw new IOException("The event stream ended.");
    }

    private static async Task<JsonNode> PostAsync(
        RunningContestant contestant, string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var answer = await contestant.Client.PostAsJsonAsync(path, body, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
    }
}
