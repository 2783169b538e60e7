using Lectern.Database;
using Lectern.Functions.Status;
using Lectern.Functions.Tests.Conversations;
using Lectern.Functions.Tests.Students;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Proto.Logs.V1;
using Xunit;

namespace Lectern.Functions.Tests.Telemetry;

[Collection(nameof(CollectedApi))]
public sealed class MetricTests(TestServer server)
{
    [Fact]
    public async Task The_collector_gets_requests_by_route_the_pool_and_the_runtime()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var api = await CollectedApi.StartAsync(server, receiver);
        var (path, _) = await NewStudent.CreateAsync(api);
        await api.GetAsync(path);

        string metrics = await OtlpReceiver.UntilAsync(
            api.Flush, () => receiver.TextWith("metrics", "/students/{id}"));

        string[] expected =
        [
            "http.server.request.duration", "http.server.active_requests", "db.client.connection.count",
            "db.client.connection.max", "db.client.operation.duration", "kestrel.active_connections",
            "dotnet.gc.collections",
        ];
        Assert.All(expected, name => Assert.Contains(name, metrics, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_is_measured_by_route_method_and_status_also_when_it_fails()
    {
        await using var api = new InProcessApi(server);
        await api.InitializeAsync();
        await Money.ExecuteAsync(api, "drop table subscriptions cascade");
        var (traceId, _, header) = CollectedApi.NewTrace();
        using var measured = new Measurements(traceId);

        await api.GetAsync($"students/{Guid.NewGuid()}", header);
        await api.GetAsync("subscriptions", header);

        await UntilAsync(() => measured.Of("http.server.request.duration").Count == 2);
        Assert.Equal(
            [("/students/{id}", "404"), ("/subscriptions", "500")],
            measured.Of("http.server.request.duration").Select(one => (Tag(one, "http.route"),
                Tag(one, "http.response.status_code"))));
    }

    [Fact]
    public async Task Problems_are_counted_by_code_and_replays_of_a_key_are_counted()
    {
        await using var api = new InProcessApi(server);
        await api.InitializeAsync();
        var (traceId, _, header) = CollectedApi.NewTrace();
        using var measured = new Measurements(traceId);
        string body = NewStudent.Body();
        var key = Money.Key;

        await api.PostAsync("students", body, header, key);
        Assert.Empty(measured.Of("lectern.idempotency.replays"));
        await api.PostAsync("students", body, header, key);
        await api.PostAsync("students", body, header);

        Assert.Equal([(1, "")], measured.Of("lectern.idempotency.replays"));
        Assert.Equal([(1, "code=conflict")], measured.Of("lectern.problems"));
    }

    [Fact]
    public async Task A_statement_that_takes_too_long_and_a_pool_that_is_empty_are_counted_apart()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var api = await CollectedApi.StartInProcessAsync(
            server, receiver, ("DATABASE_STATEMENT_TIMEOUT_MS", "2000"));
        var (path, _) = await NewStudent.CreateAsync(api);
        var (traceId, _, header) = CollectedApi.NewTrace();
        using var measured = new Measurements(traceId);
        await using var held = await HeldLock.OfRowsAsync(api, "students");

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(
            grade => api.PatchAsync(path, $$"""{"grade":{{grade + 1}}}""", header)));

        Assert.All(answers, answer => answer.AssertProblem(504, "database-timeout"));
        Assert.Equal(
            [(1, "error.type=57014"), (1, "error.type=57014"), (1, "error.type=TimeoutException")],
            measured.Of("lectern.database.timeouts").Order());
    }

    [Fact]
    public async Task Requests_that_wait_for_the_pool_are_seen_waiting()
    {
        await using var api = new NarrowApi(server);
        await api.InitializeAsync();
        var pool = api.App.Services.GetRequiredService<PoolMeter>();
        var source = api.App.Services.GetRequiredService<ApplicationDatabase>().Primary;
        await using var only = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);

        var waiting = api.GetAsync("students");

        // The pools of other tests in this process have the same name, and may have requests that wait, too.
        await UntilAsync(() => pool.Read().PendingRequests >= 1);
        await only.CloseAsync();
        await waiting;
        await UntilAsync(() => pool.Read().PendingRequests == 0);
    }

    [Fact]
    public async Task Event_streams_are_counted_as_long_as_they_are_open()
    {
        await using var api = new InProcessApi(server);
        await api.InitializeAsync();
        var (path, _) = await NewConversation.CreateAsync(api);
        var (traceId, _, header) = CollectedApi.NewTrace();
        using var measured = new Measurements(traceId);
        using (await EventReader.OpenAsync(api, path, [header]))
        {
            Assert.Equal([(1, "")], measured.Of("lectern.events.subscribers"));
        }

        await UntilAsync(() => measured.Of("lectern.events.subscribers").Sum(one => one.Value) == 0);
    }

    [Fact]
    public async Task A_caller_who_leaves_is_counted_and_logged_as_information_and_is_no_problem()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var api = await CollectedApi.StartInProcessAsync(server, receiver);
        var (path, _) = await NewStudent.CreateAsync(api);
        var (traceId, _, (name, value)) = CollectedApi.NewTrace();
        using var measured = new Measurements(traceId);
        await using var held = await HeldLock.OfRowsAsync(api, "students");
        using var leave = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Patch, path)
        {
            Content = Requests.Json("""{"grade":1}""", "application/json"),
            Headers = { { name, value } },
        };
        var left = api.Client.SendAsync(request, leave.Token);
        await UntilAsync(() => measured.Of("db.client.operation.npgsql.executing").Count > 0);

        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await UntilAsync(() => measured.Of("lectern.requests.cancelled") is [(1, "")]);
        Assert.Empty(measured.Of("lectern.problems"));
        Assert.Equal("499", (await api.TraceAsync(traceId)).Request.Attributes["http.response.status_code"]);
        var log = await OtlpReceiver.UntilAsync(
            api.Flush, () => receiver.Logs.FirstOrDefault(record => Span.Hex(record.TraceId) == traceId));
        Assert.Equal(
            (SeverityNumber.Info, $"PATCH /students/{{id}}: the client left before the answer, trace {traceId}"),
            (log.SeverityNumber, log.Body.StringValue));
    }

    private static string? Tag((double Value, string Tags) measurement, string name) =>
        measurement.Tags.Split(' ').FirstOrDefault(tag => tag.StartsWith($"{name}=", StringComparison.Ordinal))
            ?[(name.Length + 1)..];

    private static Task<string> UntilAsync(Func<bool> isTrue) =>
        OtlpReceiver.UntilAsync(() => { }, () => isTrue() ? "true" : null);

    private sealed class NarrowApi(TestServer server) : InProcessApi(server)
    {
        protected override string Tuning => ";Maximum Pool Size=1";
    }
}
