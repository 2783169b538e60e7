using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Lectern.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;

namespace Lectern.Worker;

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
                // Traces are sampled, but all errors must be logged.
                options.EnableTraceBasedLogsSampler = false;
                options.Credential = MonitorIdentity.Read(configuration) is { } identity
                    ? new ManagedIdentityCredential(identity) : null;
            });
        }

        if (!string.IsNullOrEmpty(connection) || configuration.ExportsByOtlp())
        {
            // Stops the host from sending the worker's logs again, and names the function app. It would also name the
            // service after the function app or the assembly.
            services.CollectTelemetry(telemetry => telemetry.UseFunctionsWorkerDefaults());
        }
    }
}
