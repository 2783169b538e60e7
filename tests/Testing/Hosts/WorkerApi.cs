using Lectern.WorkerHost;
using Microsoft.Extensions.Logging;

namespace Lectern.Testing.Hosts;

/// <summary>The API in the isolated worker of this build, the program that is published to Azure.</summary>
public sealed class WorkerApi : IApiHost
{
    private readonly ILoggerFactory _logs;

    private WorkerApi(FunctionsHost host, ILoggerFactory logs) => (Host, _logs) = (host, logs);

    /// <summary>The output folder of the worker.</summary>
    public static string BuiltFolder { get; } =
        Path.Combine(Repository.Root, "src", "Worker", "bin", Repository.Configuration, "net10.0");

    /// <summary>The host, and through it the worker's process.</summary>
    public FunctionsHost Host { get; }

    public Uri Address => Host.Address;

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

    public void AddLog(ILoggerProvider log) => _logs.AddProvider(log);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _logs.Dispose();
    }
}
