using Lectern.WorkerHost;
using Microsoft.Extensions.Logging;

namespace Lectern.Testing.Hosts;

/// <summary>The API in the isolated worker that this build has made: the program that is published to Azure.</summary>
public sealed class WorkerApi : IApiHost
{
    private readonly ILoggerFactory _logs;

    private WorkerApi(FunctionsHost host, ILoggerFactory logs) => (Host, _logs) = (host, logs);

    /// <summary>Where the build puts the worker.</summary>
    public static string BuiltFolder { get; } =
        Path.Combine(Repository.Root, "src", "Worker", "bin", Repository.Configuration, "net10.0");

    /// <summary>The host, and through it the worker's process.</summary>
    public FunctionsHost Host { get; }

    /// <inheritdoc/>
    public Uri Address => Host.Address;

    /// <inheritdoc cref="ApiHosts.StartAsync"/>
    public static async Task<WorkerApi> StartAsync(
        IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var logs = LoggerFactory.Create(_ => { });
        try
        {
            var options = new WorkerHostOptions
            {
                WorkerFolder = BuiltFolder,
                Environment = settings,
                LoggerFactory = logs,
            };
            return new(await FunctionsHost.StartAsync(options, cancellationToken), logs);
        }
        catch
        {
            logs.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void AddLog(ILoggerProvider log) => _logs.AddProvider(log);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _logs.Dispose();
    }
}
