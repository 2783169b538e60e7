using System.Diagnostics;
using System.Net.Sockets;

namespace Lectern.WorkerHost.Tests;

public sealed class StopTests : IDisposable
{
    private readonly LogCollector _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Stop_refuses_new_connections_while_a_request_is_in_flight()
    {
        await using var host = await SampleHost.StartAsync(_log);
        using var client = host.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/lines");
        var answering = client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        await client.PostAsync("api/lines/first", null, Token);
        using var response = await answering;
        await using var body = await response.Content.ReadAsStreamAsync(Token);

        var address = host.Address;
        var stopping = host.StopAsync(Token);
        await WaitUntilRefusedAsync(address);
        Assert.False(stopping.IsCompleted);

        // The stream is the request in flight: its client leaves, and the stop completes.
        await body.DisposeAsync();
        response.Dispose();
        await stopping.WaitAsync(SampleHost.Timeout, Token);
    }

    [Fact]
    public async Task Stop_waits_for_a_request_and_then_ends_the_worker()
    {
        await using var host = await SampleHost.StartAsync(_log);
        using var client = host.Client();
        int worker = host.WorkerProcessId!.Value;
        var inFlight = client.GetStringAsync("api/slow/3000", Token);
        await _log.WaitForAsync("The slow function has started.");
        await host.StopAsync(Token);
        Assert.Equal("GET done", await inFlight);
        Assert.True(HasEnded(worker));
        Assert.DoesNotContain(_log.Entries, entry => entry.Message.Contains("is killed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_cuts_what_outlasts_the_drain_time()
    {
        await using var host = await SampleHost.StartAsync(
            SampleHost.Options(_log) with { DrainTimeout = TimeSpan.FromMilliseconds(200) });
        using var client = host.Client();
        int worker = host.WorkerProcessId!.Value;
        var inFlight = client.GetStringAsync("api/slow/600000", Token);
        await _log.WaitForAsync("The slow function has started.");
        await host.StopAsync(Token);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => inFlight);
        Assert.True(HasEnded(worker));
    }

    [Fact]
    public async Task Dispose_leaves_no_process()
    {
        var host = await SampleHost.StartAsync(_log);
        using var client = host.Client();
        int worker = host.WorkerProcessId!.Value;
        var inFlight = client.GetStringAsync("api/slow/600000", Token);
        await _log.WaitForAsync("The slow function has started.");
        await host.DisposeAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => inFlight);
        Assert.True(HasEnded(worker));
    }

    private static async Task WaitUntilRefusedAsync(Uri address)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < SampleHost.Timeout)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(address.Host, address.Port, Token);
            }
            catch (SocketException)
            {
                return;
            }
        }

        Assert.Fail("The host still accepts connections.");
    }

    internal static bool HasEnded(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
