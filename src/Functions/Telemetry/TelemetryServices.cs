using Lectern.Functions.About;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace Lectern.Functions.Telemetry;

/// <summary>
/// Collects telemetry only if there is an exporter. The standard variables set the export, the sampling and the names
/// (opentelemetry.io: Environment Variable Specification).
/// </summary>
public static class TelemetryServices
{
    private const string ServiceName = "lectern";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    // docs/operations.md describes what each of them holds.
    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime",
        "Lectern.Database", ServingMeter.Name,
    ];

    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        // At information level, the framework logs whole URLs and so what users search for.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning));
        if (configuration.ExportsByOtlp())
        {
            services.CollectTelemetry().UseOtlpExporter();
        }
    }

    public static bool ExportsByOtlp(this IConfiguration configuration) => configuration[Endpoint] is { Length: > 0 };

    /// <summary>Collects everything, for exporters that the caller adds.</summary>
    public static IOpenTelemetryBuilder CollectTelemetry(
        this IServiceCollection services, Action<IOpenTelemetryBuilder>? addHost = null)
    {
        services.AddHostedService<ExceptionRedaction>();
        var telemetry = services.AddOpenTelemetry();
        telemetry.ConfigureResource(resource => resource.Clear().AddTelemetrySdk());
        // Before the service name and the variables, because the last value wins.
        addHost?.Invoke(telemetry);
        return telemetry
            .ConfigureResource(resource => resource
                .AddService(ServiceName, serviceVersion: AboutFunctions.Version)
                .AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing.AddSource(RequestTracing.SourceName, "Npgsql"))
            .WithMetrics(metrics => metrics.AddMeter(Meters))
            .WithLogging(configureBuilder: null, logging => logging.IncludeFormattedMessage = true);
    }
}
