using Lectern.Functions.Tests.Conversations;
using Lectern.Functions.Tests.Students;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Lectern.Testing.Hosts;
using Xunit;
using SpanKind = OpenTelemetry.Proto.Trace.V1.Span.Types.SpanKind;

namespace Lectern.Functions.Tests.Telemetry;

[Collection(nameof(CollectedApi))]
public sealed class TraceTests(TestServer server)
{
    [Fact]
    public async Task A_request_is_one_trace_from_the_callers_header_to_the_statement()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var api = await CollectedApi.StartAsync(server, receiver);
        var (path, created) = await NewStudent.CreateAsync(api);
        var (traceId, callersSpan, header) = CollectedApi.NewTrace();

        await api.GetAsync(path, header);

        var (request, below) = await api.TraceAsync(traceId);
        Assert.Equal(("lectern", "GET /students/{id}"), (request.Service, request.Name));
        if (api.Host is KestrelApi)
        {
            Assert.Equal(callersSpan, request.ParentId);
        }

        Assert.Equal(
            ("GET", "/students/{id}", "200", "getStudent", "http"),
            (request.Attributes["http.request.method"], request.Attributes["http.route"],
                request.Attributes["http.response.status_code"], request.Attributes["lectern.operation"],
                request.Attributes["url.scheme"]));
        var statement = Assert.Single(below);
        Assert.Equal(
            (SpanKind.Client, traceId, "getStudent", "postgresql"),
            (statement.Kind, statement.TraceId, statement.Name, statement.Attributes["db.system.name"]));
        Assert.Contains("from students", statement.Attributes["db.query.text"], StringComparison.Ordinal);
        Assert.DoesNotContain(
            (string)created.Json["id"]!, string.Concat(statement.Attributes.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_problem_names_the_trace_of_its_request_and_the_span_names_the_problem()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var api = await CollectedApi.StartAsync(server, receiver);
        var (traceId, _, header) = CollectedApi.NewTrace();

        var answer = (await api.PostAsync("students", "{}", header)).AssertProblem(422, "validation-failed");

        Assert.Equal(traceId, (string?)answer.Json["traceId"]);
        var (request, _) = await api.TraceAsync(traceId);
        Assert.Equal(
            ("POST /students", "422", "validation-failed"),
            (request.Name, request.Attributes["http.response.status_code"],
                request.Attributes["lectern.problem.code"]));
        Assert.DoesNotContain("error.type", request.Attributes.Keys);
    }

    [Theory]
    [InlineData("GET", "secret", "GET", "404")]
    [InlineData("SECRET", "students", "HTTP", "405")]
    public async Task What_no_function_answers_is_named_by_a_known_method_alone(
        string method, string path, string name, string status)
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var api = await CollectedApi.StartAsync(server, receiver);
        var (traceId, _, header) = CollectedApi.NewTrace();

        await api.SendAsync(new(method), path, null, header);

        var (request, _) = await api.TraceAsync(traceId);
        Assert.Equal((name, status), (request.Name, request.Attributes["http.response.status_code"]));
        Assert.DoesNotContain("lectern.operation", request.Attributes.Keys);
        Assert.DoesNotContain("secret", string.Concat(request.Attributes.Values), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_a_collector_a_problem_names_the_trace_of_its_request_too()
    {
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();
        var (traceId, _, header) = CollectedApi.NewTrace();

        var answer = (await api.PostAsync("students", "{}", header)).AssertProblem(422, "validation-failed");

        Assert.Equal(traceId, (string?)answer.Json["traceId"]);
    }

    [Fact]
    public async Task A_failure_is_logged_under_the_trace_that_the_answer_names()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var api = await CollectedApi.StartAsync(server, receiver);
        await Money.ExecuteAsync(api, "drop table subscriptions cascade");
        var (traceId, _, header) = CollectedApi.NewTrace();

        var answer = (await api.GetAsync("subscriptions", header)).AssertProblem(500, "internal");

        Assert.Equal(traceId, (string?)answer.Json["traceId"]);
        string logs = await OtlpReceiver.UntilAsync(api.Flush, () => receiver.TextWith("logs", traceId));
        Assert.Contains("GET /subscriptions failed with status 500", logs, StringComparison.Ordinal);
        Assert.Contains("SQLSTATE 42P01", logs, StringComparison.Ordinal);
        Assert.Equal("500", (await api.TraceAsync(traceId)).Request.Attributes["error.type"]);
    }

    [Fact]
    public async Task The_span_of_an_event_stream_ends_when_the_stream_does_and_holds_what_it_read()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var api = await CollectedApi.StartAsync(server, receiver);
        var (path, _) = await NewConversation.CreateAsync(api);
        var (traceId, _, header) = CollectedApi.NewTrace();
        using (await EventReader.OpenAsync(api, path, [header]))
        {
            await OtlpReceiver.UntilAsync(api.Flush, () => Span.All(receiver)
                .Find(span => span.TraceId == traceId && span.Kind == SpanKind.Client));
            Assert.DoesNotContain(
                Span.All(receiver), span => span.TraceId == traceId && api.IsRequest(span));
        }

        Assert.Equal("GET /conversations/{id}/events", (await api.TraceAsync(traceId)).Request.Name);
    }

    [Fact]
    public async Task The_connection_that_listens_for_all_streams_is_in_the_trace_of_none()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var api = await CollectedApi.StartAsync(server, receiver);
        var (path, _) = await NewConversation.CreateAsync(api);
        var (traceId, _, header) = CollectedApi.NewTrace();
        using (await EventReader.OpenAsync(api, path, [header]))
        {
            var listening = await OtlpReceiver.UntilAsync(api.Flush, () => Span.All(receiver)
                .Find(span => span.Attributes.GetValueOrDefault("db.query.text") == "listen messages"));
            Assert.NotEqual(traceId, listening.TraceId);
        }
    }

    [Fact]
    public async Task The_statements_of_an_export_end_within_the_span_of_its_request()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var api = await CollectedApi.StartAsync(server, receiver);
        await NewStudent.CreateAsync(api);
        var (traceId, _, header) = CollectedApi.NewTrace();

        await api.GetAsync("students/export", header);

        var (request, below) = await api.TraceAsync(traceId);
        Assert.Contains(below, statement =>
            statement.Attributes["db.query.text"].Contains("from students", StringComparison.Ordinal));
        Assert.All(below, statement =>
        {
            Assert.Equal("exportStudents", statement.Name);
            Assert.InRange(statement.End, statement.Start, request.End);
        });
    }

    [Fact]
    public async Task The_standard_variables_name_the_service_and_choose_the_traces()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var api = await CollectedApi.StartAsync(
            server, receiver,
            ("OTEL_SERVICE_NAME", "lectern-north"), ("OTEL_TRACES_SAMPLER", "parentbased_always_off"));
        var (traceId, _, header) = CollectedApi.NewTrace();

        await api.GetAsync("health/live");
        await api.GetAsync("about", header);

        Assert.Equal("lectern-north", (await api.TraceAsync(traceId)).Request.Service);
        Assert.DoesNotContain(Span.All(receiver), span => span.Name == "GET /health/live");
    }
}
