namespace Lectern.Testing.Hosts;

/// <summary>
/// Chooses the host of the HTTP tests by <c>LECTERN_HOST</c>: <c>kestrel</c> (the default) is LocalHost's application
/// in this process, <c>worker</c> the isolated worker in a process of its own, under src/WorkerHost.
/// </summary>
public static class ApiHosts
{
    private const string Variable = "LECTERN_HOST";

    /// <summary>Do the tests run on the worker?</summary>
    public static bool IsWorker { get; } = Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" or "kestrel" => false,
        "worker" => true,
        var other => throw new InvalidOperationException($"{Variable} is kestrel or worker, not {other}."),
    };

    /// <summary>Starts the API on a free port.</summary>
    /// <param name="settings">Settings such as DATABASE_URL; they take precedence over the environment.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<IApiHost> StartAsync(
        IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken) => IsWorker
        ? await WorkerApi.StartAsync(settings, cancellationToken)
        : await KestrelApi.StartAsync(settings, cancellationToken);
}
