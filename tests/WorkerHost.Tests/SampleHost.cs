using System.Reflection;

namespace Lectern.WorkerHost.Tests;

/// <summary>Hosts of the sample worker.</summary>
internal static class SampleHost
{
    /// <summary>An upper bound for what takes a moment: a busy machine is no failure.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    public static string Folder { get; } = typeof(SampleHost).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "SampleWorker").Value!;

    public static WorkerHostOptions Options(
        LogCollector? log = null, params (string Name, string? Value)[] environment) => new()
        {
            WorkerFolder = Folder,
            Environment = environment.ToDictionary(variable => variable.Name, variable => variable.Value),
            LoggerFactory = log ?? new LogCollector(),
            StartTimeout = Timeout,
            WorkerWaitTimeout = Timeout,
        };

    public static Task<FunctionsHost> StartAsync(LogCollector? log = null) =>
        FunctionsHost.StartAsync(Options(log), TestContext.Current.CancellationToken);

    public static Task<FunctionsHost> StartAsync(WorkerHostOptions options) =>
        FunctionsHost.StartAsync(options, TestContext.Current.CancellationToken);

    public static HttpClient Client(this FunctionsHost host) =>
        new() { BaseAddress = host.Address, Timeout = Timeout };
}
