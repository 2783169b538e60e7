using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Lectern.Cli.Db;

/// <summary>
/// Sends the metrics of a run of the migration job by OTLP, if OTEL_EXPORTER_OTLP_ENDPOINT is set. The other standard
/// variables apply too.
/// </summary>
internal static class MigrationTelemetry
{
    private const string ServiceName = "lectern-migrations";

    /// <summary>Starts collecting; disposing of the result sends the metrics.</summary>
    public static IDisposable? Start() =>
        Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is not { Length: > 0 }
            ? null
            : Sdk.CreateMeterProviderBuilder()
                .ConfigureResource(resource => resource.Clear()
                    .AddService(ServiceName)
                    .AddTelemetrySdk()
                    .AddEnvironmentVariableDetector())
                .AddMeter("Lectern.Database")
                .AddOtlpExporter()
                .Build();
}
