using System.Diagnostics;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Lectern.Functions.Http.Telemetry;

/// <summary>Begins to collect before the first request; the container flushes what was collected at the end.</summary>
internal sealed class TelemetryStart(IServiceProvider services) : IHostedService, IDisposable
{
    private readonly ActivityListener _exceptions = new()
    {
        ShouldListenTo = source => source.Name == "Npgsql",
        ExceptionRecorder = Redact,
    };

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<TracerProvider>();
        services.GetRequiredService<MeterProvider>();
        ActivitySource.AddActivityListener(_exceptions);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _exceptions.Dispose();

    /// <summary>What is set here is not set again by who records the exception.</summary>
    private static void Redact(Activity activity, Exception exception, ref TagList tags)
    {
        if (exception is PostgresException refused)
        {
            tags.Add("exception.message", ServerRefusal.Describe(refused));
            tags.Add("exception.stacktrace", refused.StackTrace);
        }
    }
}
