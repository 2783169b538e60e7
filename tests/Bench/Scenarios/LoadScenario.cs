using System.Text;
using Lectern.Bench.Contestants;
using Lectern.Bench.Driving;
using Lectern.Bench.Measuring;

namespace Lectern.Bench.Scenarios;

/// <summary>Clients that each send one request after the other, for a while.</summary>
/// <param name="Name">The name in options and tables.</param>
/// <param name="What">What one request is.</param>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path and query, with the places of <see cref="DriveJob.Request"/>.</param>
/// <param name="Body">Its body, with those places; null for none.</param>
/// <param name="Headers">Its further header lines, with those places.</param>
/// <param name="Status">The status of each answer.</param>
internal sealed record LoadScenario(
    string Name, string What, string Method, string Path, string? Body = null, string Headers = "", int Status = 200)
    : IScenario
{
    /// <summary>The same for all contestants, because answers contain links.</summary>
    public const string Host = "school.example";

    /// <summary>Where the cursor of a far page goes.</summary>
    public const string CursorPlace = "{cursor}";

    private const int Clients = 32;

    /// <summary>What each client sends first, to know the ETag of its row.</summary>
    public string? FirstPath { get; init; }

    /// <summary>Does only Lectern have it?</summary>
    public bool IsLecternOnly { get; init; }

    public bool IsLarge { get; init; }

    public bool IsFor(Contestant contestant) => contestant.IsLectern || !IsLecternOnly;

    public Task<Slice> RunAsync(RunningContestant contestant, Arena arena, CancellationToken cancellationToken) =>
        Meter.MeasureAsync(
            contestant, arena.School, () => DriveAsync(contestant.Port, arena, cancellationToken));

    /// <summary>Asks whatever listens on a port.</summary>
    public async Task<Work> DriveAsync(int port, Arena arena, CancellationToken cancellationToken)
    {
        string? first = FirstPath is null ? null : Text("GET", FirstPath, "", body: null);
        string path = Path.Replace(CursorPlace, arena.School.DeepCursor, StringComparison.Ordinal);
        var job = new DriveJob(
            port, Text(Method, path, Headers, Body), first, arena.School.Students, Status, arena.Seconds, Clients,
            arena.LeastRequests);
        var result = await arena.Driver.RunAsync(job, cancellationToken);
        return new(result.Seconds, result.Latencies) { Refused = result.Refused };
    }

    /// <summary>One request of the scenario, to look at its answer.</summary>
    /// <param name="id">The student whom it is about.</param>
    /// <param name="etag">The student's ETag.</param>
    /// <param name="number">Twelve digits that no other request has.</param>
    public HttpRequestMessage Sample(Guid id, string etag, string number)
    {
        var request = new HttpRequestMessage(new(Method), Fill(Path)) { Headers = { Host = Host } };
        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Fill(Body)));
        }

        foreach (string line in Headers.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            string[] header = line.Split(": ");
            _ = request.Headers.TryAddWithoutValidation(header[0], Fill(header[1]))
                || request.Content!.Headers.TryAddWithoutValidation(header[0], header[1]);
        }

        return request;

        string Fill(string text) => text.Replace("{id}", $"{id}", StringComparison.Ordinal)
            .Replace("{own}", $"{id}", StringComparison.Ordinal)
            .Replace("{etag}", etag, StringComparison.Ordinal)
            .Replace("{digit}", "7", StringComparison.Ordinal)
            .Replace("{number}", number, StringComparison.Ordinal);
    }

    private static string Text(string method, string path, string headers, string? body)
    {
        string length = body is null ? "" : $"Content-Length: {FilledLength(body)}\r\n";
        return $"{method} {path} HTTP/1.1\r\nHost: {Host}\r\n{headers}{length}\r\n{body}";
    }

    private static int FilledLength(string body) => body
        .Replace("{id}", $"{Guid.Empty}", StringComparison.Ordinal)
        .Replace("{digit}", "7", StringComparison.Ordinal)
        .Replace("{number}", "123456789012", StringComparison.Ordinal)
        .Length;
}
