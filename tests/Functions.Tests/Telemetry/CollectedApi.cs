using System.Diagnostics;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Lectern.Functions.Tests.Telemetry;

/// <summary>The API that is told of a collector, and what the collector gets of it.</summary>
internal sealed class CollectedApi(TestServer server, OtlpReceiver receiver, params (string, string)[] more)
    : SchoolApi(server)
{
    protected override string Tuning => ";Maximum Pool Size=2;Timeout=1;Include Error Detail=true";

    protected override Dictionary<string, string?> Settings
    {
        get
        {
            var settings = receiver.Settings;
            settings["AUTHENTICATION"] = "development";
            foreach (var (name, value) in more)
            {
                settings[name] = value;
            }

            return settings;
        }
    }

    public static async Task<CollectedApi> StartAsync(
        TestServer server, OtlpReceiver receiver, params (string, string)[] more)
    {
        var api = new CollectedApi(server, receiver, more);
        await api.InitializeAsync();
        return api;
    }

    /// <summary>A trace that a caller has begun: its id, the caller's span, and the header that says so.</summary>
    public static (string TraceId, string SpanId, (string, string) Header) NewTrace()
    {
        var (trace, span) = (ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom());
        return ($"{trace}", $"{span}", ("traceparent", $"00-{trace}-{span}-01"));
    }

    /// <summary>Has everything sent that is held back for the next batch.</summary>
    public void Flush()
    {
        App.Services.GetRequiredService<TracerProvider>().ForceFlush();
        App.Services.GetRequiredService<MeterProvider>().ForceFlush();
        App.Services.GetRequiredService<LoggerProvider>().ForceFlush();
    }

    /// <summary>The request's span of a trace, once it has ended, with what has ended below it.</summary>
    public async Task<(Span Request, List<Span> Below)> TraceAsync(string traceId)
    {
        var request = await OtlpReceiver.UntilAsync(
            Flush, () => Span.All(receiver).Find(span => span.TraceId == traceId && span.Kind == Span.Server));
        return (request, Span.All(receiver).FindAll(span => span.ParentId == request.Id));
    }
}
