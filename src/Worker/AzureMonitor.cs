using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Lectern.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;

namespace Lectern.Worker;

/// <summary>Azure Monitor where APPLICATIONINSIGHTS_CONNECTION_STRING is set, beside OTLP.</summary>
internal static class AzureMonitor
{
    public static void AddAzureMonitor(this IServiceCollection services, IConfiguration configuration)
    {
        string? connection = configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"];
        if (!string.IsNullOrEmpty(connection))
        {
            services.CollectTelemetry().UseAzureMonitorExporter(options =>
            {
                options.ConnectionString = connection;
                // It samples traces; an error must be told of all the same.
                options.EnableTraceBasedLogsSampler = false;
                options.Credential = MonitorIdentity.Read(configuration) is { } identity
                    ? new ManagedIdentityCredential(identity) : null;
            });
        }

        if (!string.IsNullOrEmpty(connection) || configuration.ExportsByOtlp())
        {
            // Tells the host not to send the worker's logs a second time, and which function app this is. It would
            // also name the service after the function app or the assembly.
            services.CollectTelemetry(telemetry => telemetry.UseFunctionsWorkerDefaults());
        }
    }
}
