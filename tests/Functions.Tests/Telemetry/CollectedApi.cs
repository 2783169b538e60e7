using System.Diagnostics;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Lectern.Testing.Hosts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Xunit;
using SpanKind = OpenTelemetry.Proto.Trace.V1.Span.Types.SpanKind;

namespace Lectern.Functions.Tests.Telemetry;

/// <summary>
/// The API with a collector, and what the collector receives. The test classes that use it are one collection: in this
/// process, a span that one API samples is recorded for all of them.
/// </summary>
internal sealed class CollectedApi(
    TestServer server, OtlpReceiver receiver, bool isInProcess, (string, string)[] more)
    : SchoolApi(server)
{
    /// <summary>The services of the application, in this process.</summary>
    public WebApplication App => ((KestrelApi)Host).App;

    protected override string Tuning => ";Maximum Pool Size=2;Timeout=1;Include Error Detail=true";

    protected override Dictionary<string, string?> Settings
    {
        get
        {
            var settings = receiver.Settings;
            settings["AUTHENTICATION"] = "development";
            // Another process cannot be told to flush: it sends what it has ten times a second.
            foreach (string interval in (string[])
                ["OTEL_BSP_SCHEDULE_DELAY", "OTEL_BLRP_SCHEDULE_DELAY", "OTEL_METRIC_EXPORT_INTERVAL"])
            {
                settings[interval] = "100";
            }

            foreach (var (name, value) in more)
            {
                settings[name] = value;
            }

            return settings;
        }
    }

    /// <summary>On the host that the tests run on.</summary>
    public static Task<CollectedApi> StartAsync(
        TestServer server, OtlpReceiver receiver, params (string, string)[] more) =>
        StartAsync(new(server, receiver, isInProcess: false, more));

    /// <summary>In this process, for what can only be seen from inside.</summary>
    public static Task<CollectedApi> StartInProcessAsync(
        TestServer server, OtlpReceiver receiver, params (string, string)[] more) =>
        StartAsync(new(server, receiver, isInProcess: true, more));

    /// <summary>A trace that a caller has begun: its id, the caller's span, and the header that says so.</summary>
    public static (string TraceId, string SpanId, (string, string) Header) NewTrace()
    {
        var (trace, span) = (ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom());
        return ($"{trace}", $"{span}", ("traceparent", $"00-{trace}-{span}-01"));
    }

    /// <summary>
    /// Whether the span is a request's. On the worker it is inside the span of the Functions host, which the host of
    /// the tests does not send.
    /// </summary>
    public bool IsRequest(Span span) => Host is KestrelApi
        ? span.Kind == SpanKind.Server
        : span.Kind == SpanKind.Internal && span.Attributes.ContainsKey("http.request.method");

    /// <summary>Has everything sent that is held back for the next batch.</summary>
    public void Flush()
    {
        if (Host is KestrelApi { App.Services: var services })
        {
            services.GetRequiredService<TracerProvider>().ForceFlush();
            services.GetRequiredService<MeterProvider>().ForceFlush();
            services.GetRequiredService<LoggerProvider>().ForceFlush();
        }
    }

    /// <summary>The request's span of a trace, once it has ended, with what has ended below it.</summary>
    public async Task<(Span Request, List<Span> Below)> TraceAsync(string traceId)
    {
        var request = await OtlpReceiver.UntilAsync(
            Flush, () => Span.All(receiver).Find(span => span.TraceId == traceId && IsRequest(span)));
        return (request, Span.All(receiver).FindAll(span => span.ParentId == request.Id));
    }

    protected override async Task<IApiHost> StartHostAsync(IReadOnlyDictionary<string, string?> settings) => isInProcess
        ? await KestrelApi.StartAsync(settings, TestContext.Current.CancellationToken)
        : await base.StartHostAsync(settings);

    private static async Task<CollectedApi> StartAsync(CollectedApi api)
    {
        await api.InitializeAsync();
        return api;
    }
}
