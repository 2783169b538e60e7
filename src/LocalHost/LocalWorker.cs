using System.Reflection;
using Lectern.LocalPostgres;
using Lectern.WorkerHost;

namespace Lectern.LocalHost;

/// <summary>The functions in the isolated worker, the program that runs on Azure, in a process of its own.</summary>
internal sealed class LocalWorker : IAsyncDisposable
{
    /// <summary>The same time as the application on Kestrel waits for requests in flight.</summary>
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(10);

    private readonly FunctionsHost _host;
    private readonly ILoggerFactory _logs;

    private LocalWorker(FunctionsHost host, ILoggerFactory logs) => (_host, _logs) = (host, logs);

    /// <summary>Builds src/Worker of this checkout.</summary>
    /// <returns>The folder of the built worker.</returns>
    /// <exception cref="LocalServerException">It does not build; the message is the compiler's.</exception>
    public static async Task<string> BuildAsync(Action<string> say, CancellationToken cancellationToken)
    {
        string project = Metadata("Lectern.WorkerProject");
        string configuration = Metadata("Lectern.Configuration");
        say($"Building {project} …");
        await Shell.RunAsync(
            new("dotnet", ["build", project, "--configuration", configuration, "--nologo", "--verbosity", "quiet"]),
            cancellationToken);
        return Path.Combine(Path.GetDirectoryName(project)!, "bin", configuration, "net10.0");
    }

    /// <summary>Starts the worker and serves its functions on a port of this machine.</summary>
    /// <exception cref="WorkerStartException">The worker did not start.</exception>
    public static async Task<LocalWorker> StartAsync(
        string folder, IReadOnlyDictionary<string, string?> settings, int port, Action<IApplicationBuilder> addFirst,
        CancellationToken cancellationToken)
    {
        var logs = LoggerFactory.Create(logging => LocalApplication.Quiet(logging.AddConsole()));
        try
        {
            var options = new WorkerHostOptions
            {
                WorkerFolder = folder,
                Environment = settings,
                Address = null,
                Port = port,
                AddFirst = addFirst,
                LoggerFactory = logs,
                DrainTimeout = DrainTimeout,
            };
            return new(await FunctionsHost.StartAsync(options, cancellationToken), logs);
        }
        catch
        {
            logs.Dispose();
            throw;
        }
    }

    /// <summary>Serves until the token is cancelled, then answers the requests in flight.</summary>
    public async Task ServeAsync(CancellationToken stop)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _host.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _logs.Dispose();
    }

    private static string Metadata(string key) =>
        typeof(LocalWorker).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(metadata => metadata.Key == key).Value!;
}
