using System.Diagnostics;
using Lectern.Functions.Http;
using Lectern.Functions.Students;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Lectern.Functions.Tests.Telemetry;

/// <summary>The shared pipeline as the worker runs it: outside of Kestrel's request, with an endpoint of its own.</summary>
public sealed class WorkerPipelineTests(TestServer server)
{
    private static readonly Endpoint GetStudent = new(
        null, new(FunctionMetadata.Of(typeof(StudentFunctions).GetMethod(nameof(StudentFunctions.Get))!)), "getStudent");

    [Fact]
    public async Task Where_no_activity_is_current_the_request_continues_the_trace_of_its_header()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var api = await CollectedApi.StartAsync(server, receiver);
        var (traceId, callersSpan, (_, header)) = CollectedApi.NewTrace();

        await InvokeAsync(api.App.Services, header, context => Results.NotFound().ExecuteAsync(context));

        var (request, _) = await api.TraceAsync(traceId);
        Assert.Equal(
            ("GET /students/{id}", callersSpan, "404"),
            (request.Name, request.ParentId, request.Attributes["http.response.status_code"]));
    }

    [Fact]
    public async Task Also_when_nobody_collects_it()
    {
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();
        var (traceId, _, (_, header)) = CollectedApi.NewTrace();
        string? current = null;

        await InvokeAsync(api.App.Services, header, context =>
        {
            current = $"{Activity.Current?.TraceId}";
            return Task.CompletedTask;
        });

        Assert.Equal(traceId, current);
    }

    [Fact]
    public async Task Kestrel_measures_the_route_of_an_endpoint_that_was_set_within_the_pipeline()
    {
        await using var host = new SchoolApi(server);
        await host.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DATABASE_URL"] = host.Database.ApplicationConnectionString,
            ["AUTHENTICATION"] = "development",
            ["URLS"] = "http://127.0.0.1:0",
        });
        builder.Services.AddLectern(builder.Configuration);
        await using var worker = builder.Build();
        worker.Run(context => InvokeAsync(context, worker.Services, _ => throw new InvalidOperationException()));
        await worker.StartAsync(TestContext.Current.CancellationToken);
        var (traceId, _, (name, value)) = CollectedApi.NewTrace();
        using var measured = new Measurements(traceId);
        using var client = new HttpClient { DefaultRequestHeaders = { { name, value } } };

        using var answer = await client.GetAsync(worker.Urls.Single(), TestContext.Current.CancellationToken);

        Assert.Equal(500, (int)answer.StatusCode);
        await OtlpReceiver.UntilAsync(() => { }, () => measured.Of("http.server.request.duration").FirstOrDefault().Tags);
        string tags = Assert.Single(measured.Of("http.server.request.duration")).Tags;
        Assert.Contains("http.route=/students/{id}", tags, StringComparison.Ordinal);
        Assert.Contains("http.response.status_code=500", tags, StringComparison.Ordinal);
    }

    private static async Task InvokeAsync(IServiceProvider services, string traceparent, RequestDelegate function)
    {
        await using var scope = services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Method = "GET";
        context.Request.Headers.TraceParent = traceparent;
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(new MemoryStream()));
        Activity.Current = null;
        await InvokeAsync(context, services, function);
    }

    private static Task InvokeAsync(HttpContext context, IServiceProvider services, RequestDelegate function)
    {
        context.SetEndpoint(GetStudent);
        var pipeline = new ApplicationBuilder(services);
        pipeline.UseLectern();
        pipeline.Run(function);
        return pipeline.Build()(context);
    }
}
