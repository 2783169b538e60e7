using System.Net;
using Lectern.Functions.Hosting;
using Lectern.OpenApi;
using OpenTelemetry.Trace;

namespace Lectern.LocalHost;

/// <summary>
/// The functions on Kestrel, without database and demo data, for <c>dotnet run</c> and the tests.
/// </summary>
public static class LocalApplication
{
    /// <summary>Builds the application; it does not listen yet.</summary>
    /// <param name="settings">Settings such as DATABASE_URL; they take precedence over the environment.</param>
    /// <param name="port">The port on this machine's loopback addresses; 0 for a free one on 127.0.0.1.</param>
    /// <param name="addFirst">Adds middleware in front of the application's own.</param>
    public static WebApplication Build(
        IReadOnlyDictionary<string, string?> settings, int port, Action<IApplicationBuilder>? addFirst = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(LocalApplication).Assembly.GetName().Name,
        });
        builder.Configuration.AddInMemoryCollection(settings);
        Quiet(builder.Logging);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            LecternServer.Configure(kestrel);
            if (port == 0)
            {
                kestrel.Listen(IPAddress.Loopback, 0);
            }
            else
            {
                kestrel.ListenLocalhost(port);
            }
        });
        builder.Services.AddLectern(builder.Configuration);
        // With telemetry, Kestrel's spans are those of the requests.
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource("Microsoft.AspNetCore"));
        builder.Services.AddOpenApiDocuments(FunctionPaths.Prefix);

        var app = builder.Build();
        addFirst?.Invoke(app);
        app.UseLectern();
        app.MapFunctions();
        app.MapGet("/", () => TypedResults.Redirect(FunctionPaths.Of("docs"))).AllowAnonymous();
        return app;
    }

    /// <summary>Removes log messages that a person at a terminal does not need.</summary>
    internal static void Quiet(ILoggingBuilder logging)
    {
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // A refused caller is usual, and the request's own log has it.
        logging.AddFilter("Lectern.Functions.Callers", LogLevel.Warning);
    }
}
