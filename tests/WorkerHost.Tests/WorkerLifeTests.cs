using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Lectern.WorkerHost.Tests;

public sealed class WorkerLifeTests : IDisposable
{
    private readonly LogCollector _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Killed_under_load_every_request_gets_an_answer_and_service_resumes()
    {
        await using var host = await SampleHost.StartAsync(_log);
        using var client = host.Client();
        int first = host.WorkerProcessId!.Value;
        using var enough = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, 20).Select(_ => LoadAsync(client, enough.Token)));
        await WaitForAnswerAsync(client, first);

        Process.GetProcessById(first).Kill();
        await WaitForNextAsync(client, first);
        await enough.CancelAsync();

        var statuses = (await load).SelectMany(status => status).ToHashSet();
        Assert.Contains(HttpStatusCode.OK, statuses);
        Assert.All(
            statuses, status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.BadGateway, $"{status}"));
        Assert.Equal(2, host.WorkerStarts);
        Assert.NotEqual(first, host.WorkerProcessId);
        await _log.WaitForAsync($"The worker process {first} ended with exit code 137.");
    }

    [Fact]
    public async Task A_request_in_flight_is_answered_when_its_worker_is_killed()
    {
        await using var host = await SampleHost.StartAsync(_log);
        using var client = host.Client();
        var inFlight = client.GetAsync("api/slow/600000", Token);
        await _log.WaitForAsync("The slow function has started.");
        await host.KillWorkerAsync(Token);
        Assert.Equal(HttpStatusCode.BadGateway, (await inFlight).StatusCode);
        await _log.WaitForAsync("The function Slow failed");
        // The next request waits for the next process.
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("api/process", Token)).StatusCode);
    }

    [Fact]
    public async Task A_stream_that_has_begun_is_cut_when_its_worker_is_killed()
    {
        await using var host = await SampleHost.StartAsync(_log);
        using var client = host.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/lines");
        var answering = client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        await client.PostAsync("api/lines/first", null, Token);
        using var response = await answering;
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
        Assert.Equal("first", await reader.ReadLineAsync(Token));
        await host.KillWorkerAsync(Token);
        await Assert.ThrowsAnyAsync<IOException>(
            () => reader.ReadLineAsync(Token).AsTask().WaitAsync(SampleHost.Timeout, Token));
    }

    [Fact]
    public async Task A_restart_gives_a_new_process()
    {
        await using var host = await SampleHost.StartAsync(_log);
        using var client = host.Client();
        int? first = host.WorkerProcessId;
        await host.RestartWorkerAsync(Token);
        Assert.NotEqual(first, host.WorkerProcessId);
        Assert.Equal(2, host.WorkerStarts);
        Assert.Equal($"GET {host.WorkerProcessId} ", await client.GetStringAsync("api/process", Token));
        Assert.DoesNotContain(_log.Entries, entry => entry.Message.Contains("is killed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Exit_code_0_is_not_restarted()
    {
        await using var host = await SampleHost.StartAsync(_log);
        using var client = host.Client();
        using var ending = await client.PostAsync("api/exit/0", null, Token);
        await _log.WaitForAsync("ended with exit code 0. The Functions host does not start such a worker again");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("api/process", Token)).StatusCode);
        Assert.Null(host.WorkerProcessId);
        Assert.Equal(1, host.WorkerStarts);

        await host.RestartWorkerAsync(Token);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("api/process", Token)).StatusCode);
    }

    [Fact]
    public async Task A_worker_that_crashes_on_and_on_is_given_up()
    {
        string crashFile = Path.Combine(Path.GetTempPath(), $"worker-host-{Guid.NewGuid()}");
        try
        {
            await using var host = await SampleHost.StartAsync(
                SampleHost.Options(_log, ("SAMPLE_CRASH_FILE", crashFile)));
            using var client = host.Client();
            await File.WriteAllTextAsync(crashFile, "", Token);
            using var ending = await client.PostAsync("api/exit/9", null, Token);
            Assert.Equal(HttpStatusCode.BadGateway, ending.StatusCode);

            // It waits for a worker until there is none to wait for.
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("api/process", Token)).StatusCode);
            var entry = await _log.WaitForAsync("The worker crashed 3 times in a row. It is not started again");
            Assert.Equal(LogLevel.Critical, entry.Level);
            var failure = await _log.WaitForAsync("The worker did not start again.");
            Assert.Contains("Its database is away.", failure.Message, StringComparison.Ordinal);
            Assert.Equal(3, host.WorkerStarts);

            File.Delete(crashFile);
            await host.RestartWorkerAsync(Token);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("api/process", Token)).StatusCode);
        }
        finally
        {
            File.Delete(crashFile);
        }
    }

    [Fact]
    public async Task Two_hosts_run_side_by_side()
    {
        await using var one = await SampleHost.StartAsync(SampleHost.Options(null, ("SAMPLE_NAME", "one")));
        await using var two = await SampleHost.StartAsync(SampleHost.Options(null, ("SAMPLE_NAME", "two")));
        using var clientOne = one.Client();
        using var clientTwo = two.Client();
        Assert.Equal($"GET {one.WorkerProcessId} one", await clientOne.GetStringAsync("api/process", Token));
        Assert.Equal($"GET {two.WorkerProcessId} two", await clientTwo.GetStringAsync("api/process", Token));
        await one.StopAsync(Token);
        Assert.Equal($"GET {two.WorkerProcessId} two", await clientTwo.GetStringAsync("api/process", Token));
        Assert.Equal(1, two.WorkerStarts);
    }

    private static async Task<List<HttpStatusCode>> LoadAsync(HttpClient client, CancellationToken enough)
    {
        var statuses = new List<HttpStatusCode>();
        while (!enough.IsCancellationRequested)
        {
            using var response = await client.GetAsync("api/process", Token);
            statuses.Add(response.StatusCode);
        }

        return statuses;
    }

    private static async Task WaitForAnswerAsync(HttpClient client, int processId)
    {
        string text = await client.GetStringAsync("api/process", Token);
        Assert.StartsWith($"GET {processId} ", text, StringComparison.Ordinal);
    }

    private static async Task WaitForNextAsync(HttpClient client, int previous)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < SampleHost.Timeout)
        {
            using var response = await client.GetAsync("api/process", Token);
            string text = await response.Content.ReadAsStringAsync(Token);
            if (response.IsSuccessStatusCode && !text.StartsWith($"GET {previous} ", StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail("No next process answered.");
    }
}
