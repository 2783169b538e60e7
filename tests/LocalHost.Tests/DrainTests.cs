using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Lectern.Testing;
using Lectern.Testing.Hosts;
using Xunit;

namespace Lectern.LocalHost.Tests;

/// <summary>SIGTERM during new requests, running requests, and requests that would never end.</summary>
public sealed class DrainTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly int _port = LocalHostProcess.FreePort();

    [Fact]
    public async Task Event_streams_end_at_once_new_requests_are_refused_and_waiting_ones_answered()
    {
        await using var host = await LocalHostProcess.StartAsync(_port, _data.Path, "--no-demo");
        using var client = Client();
        string student = await CreateStudentAsync(client);
        using var events = await OpenEventsAsync(host, client);
        await using var rowLock = await RowLock.TakeAsync(host);
        var waiting = PatchAsync(client, student);
        await rowLock.UntilWaitersAsync(1);

        var stopped = host.StopAsync();

        // The stream ends while the other request still waits, so it does not delay the stop.
        await events.ReadToEndAsync(TestContext.Current.CancellationToken);
        await UntilRefusedAsync();
        Assert.False(waiting.IsCompleted);
        await rowLock.ReleaseAsync();
        Assert.Equal(HttpStatusCode.OK, (await waiting).StatusCode);
        Assert.Equal(0, await stopped);
    }

    /// <summary>
    /// Regression: if /bin/sh is dash, the shell of the watchdog became the foreground group and received Ctrl-C alone.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ctrl_C_in_a_terminal_answers_the_request_in_flight_and_stops_it_and_its_database(bool onWorker)
    {
        string[] worker = onWorker ? ["--worker", WorkerApi.BuiltFolder] : [];
        await using var host = await LocalHostProcess.StartInTerminalAsync(
            _port, _data.Path, ["--no-demo", .. worker]);
        using var client = Client();
        string student = await CreateStudentAsync(client);
        await using var rowLock = await RowLock.TakeAsync(host);
        var waiting = PatchAsync(client, student);
        await rowLock.UntilWaitersAsync(1);

        var stopped = host.TypeControlCAsync();

        await UntilRefusedAsync();
        // Only LocalHost received Ctrl-C: its database still works.
        await rowLock.ReleaseAsync();
        Assert.Equal(HttpStatusCode.OK, (await waiting).StatusCode);
        Assert.Equal(0, await stopped);
        Assert.False(File.Exists(Path.Combine(_data.Path, "postgresql", "postmaster.pid")), "PostgreSQL still runs.");
    }

    [Fact]
    public async Task What_takes_longer_than_the_drain_is_cut_and_its_statement_cancelled()
    {
        await using var other = await LocalHostProcess.StartAsync(
            LocalHostProcess.FreePort(), _data.Path, "--no-demo");
        await using var host = await LocalHostProcess.StartAsync(_port, new Dictionary<string, string>
        {
            // A server that outlives the host, and statements that outlast its drain.
            ["DATABASE_URL"] = other.ConnectionString("lectern_owner"),
            ["DATABASE_STATEMENT_TIMEOUT_MS"] = "60000",
            ["DATABASE_COMMAND_TIMEOUT_SECONDS"] = "60",
        }, "--no-demo");
        using var client = Client();
        string student = await CreateStudentAsync(client);
        await using var rowLock = await RowLock.TakeAsync(other);
        var waiting = PatchAsync(client, student);
        await rowLock.UntilWaitersAsync(1);

        Assert.Equal(0, await host.StopAsync());

        await Assert.ThrowsAsync<HttpRequestException>(() => waiting);
        // The lock is still held, so only a cancel can end the wait for it.
        await rowLock.UntilWaitersAsync(0);
    }

    public void Dispose() => _data.Dispose();

    private HttpClient Client() => new() { BaseAddress = new($"http://localhost:{_port}/api/") };

    private static Task<HttpResponseMessage> PatchAsync(HttpClient client, string path) =>
        client.PatchAsJsonAsync(path, new { grade = 7 }, TestContext.Current.CancellationToken);

    private static async Task<string> CreateStudentAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync(
            "students", new { fullName = "Ada", email = "ada@example.org" }, TestContext.Current.CancellationToken);
        return answer.Headers.Location!.ToString();
    }

    /// <summary>Opens a stream and waits for its first line.</summary>
    private static async Task<StreamReader> OpenEventsAsync(LocalHostProcess host, HttpClient client)
    {
        var user = Sql.Scalar<Guid>(host.ConnectionString("lectern_owner"), """
            insert into users (id, username, email, role)
            values (gen_random_uuid(), 'ada', 'ada@example.org', 'admin') returning id
            """);
        client.DefaultRequestHeaders.Add("X-Dev-User", $"{user}");
        using var conversation = await client.PostAsJsonAsync(
            "conversations", new { subject = "Maths", participantIds = new[] { user } },
            TestContext.Current.CancellationToken);
        var created = await conversation.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        var reader = new StreamReader(await client.GetStreamAsync(
            $"conversations/{created!["id"]}/events", TestContext.Current.CancellationToken));
        string? first = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("retry:", first, StringComparison.Ordinal);
        return reader;
    }

    private async Task UntilRefusedAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, _port, limit.Token);
            }
            catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
            {
                return;
            }
            catch (SocketException cut) when (cut.SocketErrorCode == SocketError.ConnectionReset)
            {
                // It was in the queue of the listener when that closed; the next one is refused.
            }
        }
    }
}
