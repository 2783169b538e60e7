using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace Lectern.Faults.Tests.Load;

/// <summary>
/// One client: it writes, and after a failure it does what the contract allows. A retry does not wait for Retry-After:
/// the sooner it comes, the more often it meets the first try, which is the harder case.
/// </summary>
internal sealed class Client
{
    /// <summary>More tries than any fault outlasts.</summary>
    public const int MaxTries = 1_200;

    // No multiple of the number of writers, so that writes of each kind are abandoned.
    private const int AbandonedEvery = 7;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

    private bool _isPatient = true;

    public Client(Run run, int number)
    {
        Run = run;
        Name = $"{run.Name}-{number}";
        Writers = Writer.CreateAll(this);
    }

    public Run Run { get; }

    /// <summary>The beginning of the names of all that it writes.</summary>
    public string Name { get; }

    public IReadOnlyList<Writer> Writers { get; }

    /// <summary>Makes what the writers need.</summary>
    public async Task EnterAsync()
    {
        foreach (var writer in Writers)
        {
            await writer.EnterAsync();
        }
    }

    public async Task WriteUntilAsync(CancellationToken enough)
    {
        for (int number = 0; !enough.IsCancellationRequested; number++)
        {
            _isPatient = number % AbandonedEvery != 0;
            var waited = Stopwatch.StartNew();
            if (await Writers[number % Writers.Count].WriteAsync($"{Name}-{number}"))
            {
                Run.Tally.CountAcknowledged(waited.Elapsed);
            }
        }
    }

    /// <summary>Sends a POST once, and after a failure again with the same key.</summary>
    /// <returns>Null if it failed and the client abandons it.</returns>
    public async Task<Reply?> PostAsync(string path, JsonNode body)
    {
        var key = ("Idempotency-Key", $"{Guid.NewGuid()}");
        for (int attempt = 0; attempt < MaxTries; attempt++)
        {
            if (await Run.Sender.TryAsync(HttpMethod.Post, path, body, key) is { } reply)
            {
                Assert.True(reply.Status is HttpStatusCode.Created or HttpStatusCode.OK, $"{path}: {reply}");
                return reply;
            }

            if (!_isPatient)
            {
                return null;
            }

            await PauseAsync();
        }

        throw new TimeoutException($"POST {path}: nothing but failures in {MaxTries} tries.");
    }

    /// <summary>Reads until it gets an answer.</summary>
    public async Task<Reply> GetAsync(string path)
    {
        for (int attempt = 0; attempt < MaxTries; attempt++)
        {
            if (await Run.Sender.TryAsync(HttpMethod.Get, path) is { } reply)
            {
                Assert.True(reply.Status == HttpStatusCode.OK, $"{path}: {reply}");
                return reply;
            }

            await PauseAsync();
        }

        throw new TimeoutException($"GET {path}: nothing but failures in {MaxTries} tries.");
    }

    public static Task PauseAsync() => Task.Delay(PauseAfterFailure);
}
