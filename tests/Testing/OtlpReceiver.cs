using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Proto.Logs.V1;
using OpenTelemetry.Proto.Trace.V1;
using Xunit;

namespace Lectern.Testing;

/// <summary>
/// A collector for a single test: OTLP over HTTP as protobuf on 127.0.0.1 (opentelemetry.io: OTLP 1.x).
/// </summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> _received = new();

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            _received.Enqueue((context.Request.Path, body.ToArray()));
            context.Response.ContentType = "application/x-protobuf";
        });
    }

    /// <summary>The settings with which an application exports to this collector.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
    };

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>All spans that have come so far, by the resource that sent them.</summary>
    public IEnumerable<ResourceSpans> Spans =>
        Bodies("traces").SelectMany(body => TracesData.Parser.ParseFrom(body).ResourceSpans);

    /// <summary>All log records that have come so far.</summary>
    public IEnumerable<LogRecord> Logs =>
        from body in Bodies("logs")
        from resource in LogsData.Parser.ParseFrom(body).ResourceLogs
        from scope in resource.ScopeLogs
        from record in scope.LogRecords
        select record;

    /// <summary>
    /// What came for <c>traces</c>, <c>metrics</c> or <c>logs</c> as one text: protobuf holds strings as they are, so
    /// this finds a string in any field, also in one that no reader knows.
    /// </summary>
    public string Text(string signal) => string.Concat(Bodies(signal).Select(Encoding.UTF8.GetString));

    /// <summary>The same if it contains this text; otherwise null.</summary>
    public string? TextWith(string signal, string expected) =>
        Text(signal) is var text && text.Contains(expected, StringComparison.Ordinal) ? text : null;

    /// <summary>Waits for data, because exporters choose the time to send.</summary>
    /// <param name="flush">Makes the exporter send its data.</param>
    /// <param name="read">Returns the data; null while it is missing.</param>
    public static async Task<T> UntilAsync<T>(Action flush, Func<T?> read)
        where T : class
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            flush();
            if (read() is { } found)
            {
                return found;
            }

            Assert.True(waited.Elapsed < Timeout, "The collector did not receive the data in time.");
            await Task.Delay(Pause);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IEnumerable<byte[]> Bodies(string signal) =>
        _received.Where(received => received.Signal == $"/v1/{signal}").Select(received => received.Body);
}
