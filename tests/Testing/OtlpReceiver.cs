using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Lectern.Testing;

/// <summary>
/// A collector of one test's own: OTLP over HTTP as protobuf on 127.0.0.1 (opentelemetry.io: OTLP 1.x).
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

    /// <summary>What tells an application to export to here.</summary>
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

    /// <summary>The bodies that came for <c>traces</c>, <c>metrics</c> or <c>logs</c>.</summary>
    public IEnumerable<byte[]> Bodies(string signal) =>
        _received.Where(received => received.Signal == $"/v1/{signal}").Select(received => received.Body);

    /// <summary>The same as one text: whatever strings a message holds, it holds as they are.</summary>
    public string Text(string signal) => string.Concat(Bodies(signal).Select(Encoding.UTF8.GetString));

    /// <summary>The same, once this is in it; null before.</summary>
    public string? TextWith(string signal, string expected) =>
        Text(signal) is var text && text.Contains(expected, StringComparison.Ordinal) ? text : null;

    /// <summary>Waits until something has come, for exporters send when they like.</summary>
    /// <param name="flush">Has the exporter send what it holds.</param>
    /// <param name="read">What is waited for; null as long as it is not there.</param>
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

            Assert.True(waited.Elapsed < Timeout, "The collector was not sent what was waited for.");
            await Task.Delay(Pause);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
