using Lectern.Functions.About;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace Lectern.Functions.Telemetry;

/// <summary>
/// Traces, metrics and logs by OpenTelemetry. Nothing is collected unless somebody is named to send it to; how it is
/// sent, sampled and named is for the standard variables to say (opentelemetry.io: Environment Variable Specification).
/// </summary>
public static class TelemetryServices
{
    private const string ServiceName = "lectern";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The framework's own, Npgsql's and this API's; docs/operations.md says what each holds.</summary>
    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime",
        "Lectern.Database", ServingMeter.Name,
    ];

    /// <summary>Sends everything by OTLP where OTEL_EXPORTER_OTLP_ENDPOINT says where to.</summary>
    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        // The framework logs whole URLs as information, and with them what somebody searched for.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning));
        if (configuration.ExportsByOtlp())
        {
            services.CollectTelemetry().UseOtlpExporter();
        }
    }

    public static bool ExportsByOtlp(this IConfiguration configuration) => configuration[Endpoint] is { Length: > 0 };

    /// <summary>Collects everything, for exporters that the caller adds.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="addHost">
    /// Adds what a host says of itself. The name of the service stays ours, or what the variables say: of two values
    /// the later one counts, so both are added after it.
    /// </param>
    public static IOpenTelemetryBuilder CollectTelemetry(
        this IServiceCollection services, Action<IOpenTelemetryBuilder>? addHost = null)
    {
        services.AddHostedService<ExceptionRedaction>();
        var telemetry = services.AddOpenTelemetry();
        telemetry.ConfigureResource(resource => resource.Clear().AddTelemetrySdk());
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
