using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Lectern.Cli.Db;

/// <summary>
/// The metrics of a run of the migration job, sent by OTLP where OTEL_EXPORTER_OTLP_ENDPOINT says where to. The other
/// standard variables hold too.
/// </summary>
internal static class MigrationTelemetry
{
    private const string ServiceName = "lectern-migrations";

    /// <summary>Begins to collect; whoever disposes of it sends.</summary>
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
