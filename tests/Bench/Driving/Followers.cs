using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lectern.Bench.Measuring;

namespace Lectern.Bench.Driving;

/// <summary>Clients that follow conversations through event streams, and someone who posts messages to them.</summary>
internal sealed class Followers : IDisposable
{
    /// <summary>With these settings of a server, one caller may have all the streams.</summary>
    public static readonly IReadOnlyDictionary<string, string> Settings = new Dictionary<string, string>
    {
        ["ADMISSION_EVENT_STREAMS_PER_CALLER"] = "2000",
    };

    /// <summary>Adds the user who posts.</summary>
    public const string AddPoster = $"""
        insert into users (id, username, email, role)
        values ('{School.Admin}', 'admin', 'admin@example.org', 'admin') on conflict do nothing
        """;

    private readonly HttpClient _poster;
    private readonly List<string> _conversations = [];
    private readonly List<StreamReader> _streams = [];

    private Followers(HttpClient poster) => _poster = poster;

    /// <summary>Creates conversations and opens streams, in turns over the conversations and the servers.</summary>
    /// <param name="servers">The clients of the servers. The messages are posted at the first one.</param>
    /// <param name="conversations">How many conversations are followed.</param>
    /// <param name="streams">How many streams there are.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<Followers> OpenAsync(
        IReadOnlyList<HttpClient> servers, int conversations, int streams, CancellationToken cancellationToken)
    {
        var followers = new Followers(servers[0]);
        try
        {
            while (followers._conversations.Count < conversations)
            {
                var conversation = await followers.PostAsync(
                    "/api/conversations",
                    new() { ["subject"] = "All", ["participantIds"] = new JsonArray(School.Admin) }, cancellationToken);
                followers._conversations.Add($"/api/conversations/{conversation["id"]}");
            }

            for (int stream = 0; stream < streams; stream++)
            {
                string path = followers._conversations[stream / servers.Count % conversations];
                followers._streams.Add(new(await servers[stream % servers.Count].GetStreamAsync(
                    $"{path}/events", cancellationToken)));
            }

            return followers;
        }
        catch
        {
            followers.Dispose();
            throw;
        }
    }

    /// <summary>Posts messages to each conversation, the next ones when all followers have received the last.</summary>
    /// <param name="messages">How many messages each conversation gets.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The time of each delivery, from the start of the post to the receipt.</returns>
    public async Task<Work> DeliverAsync(int messages, CancellationToken cancellationToken)
    {
        var latencies = new Latencies();
        var clock = Stopwatch.StartNew();
        for (int message = 0; message < messages; message++)
        {
            long sent = Stopwatch.GetTimestamp();
            var arrivals = _streams.Select(stream => ArriveAsync(stream, sent, latencies, cancellationToken)).ToList();
            await Task.WhenAll(_conversations.Select(path => PostAsync(
                $"{path}/messages", new() { ["body"] = "See you on Monday." }, cancellationToken)));
            await Task.WhenAll(arrivals);
        }

        return new(clock.Elapsed.TotalSeconds, latencies);
    }

    public void Dispose() => _streams.ForEach(stream => stream.Dispose());

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

    private async Task<JsonNode> PostAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var answer = await _poster.PostAsJsonAsync(path, body, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
    }
}
