using Lectern.WorkerHost.Http;
using Lectern.WorkerHost.Logging;
using Lectern.WorkerHost.Processes;
using Lectern.WorkerHost.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;

namespace Lectern.WorkerHost;

/// <summary>
/// Runs a .NET isolated worker of Azure Functions and serves its HTTP functions, as the Functions host does: for tests
/// and for local runs. The worker must use the ASP.NET Core integration.
/// </summary>
public sealed class FunctionsHost : IAsyncDisposable
{
    private readonly WebApplication _rpc;
    private readonly WebApplication _front;
    private readonly WorkerLauncher _launcher;
    private readonly WorkerSlot _slot;
    private readonly WorkerSupervisor _workers;
    private readonly InvocationForwarder _forwarder;
    private int _stopped;

    private FunctionsHost(WorkerHostOptions options, WebApplication rpc, WebApplication front, WorkerChannels channels)
    {
        (_rpc, _front) = (rpc, front);
        _launcher = new(
            options, channels, WebServers.AddressOf(rpc),
            front.Services.GetRequiredService<IInlineConstraintResolver>());
        _slot = new(options);
        _workers = new(_launcher, _slot, options);
        _forwarder = new(
            front.Services.GetRequiredService<IHttpForwarder>(), _slot,
            options.LoggerFactory.CreateLogger(HostCategories.Invocation));
        options.AddFirst?.Invoke(front);
        front.Run(_forwarder.AnswerAsync);
    }

    /// <summary>The address that this host serves, without the route prefix.</summary>
    public Uri Address => WebServers.AddressOf(_front);

    /// <summary>The functions with an HTTP trigger, in the order in which their routes are tried.</summary>
    public IReadOnlyList<HostedFunction> Functions => _slot.Last.Routes.Functions;

    /// <summary>The id of the worker process; null while none is ready.</summary>
    public int? WorkerProcessId => _slot.Current?.ProcessId;

    /// <summary>The number of worker processes that were started, the first one included.</summary>
    public int WorkerStarts => _launcher.Starts;

    /// <summary>Starts the worker and serves its functions.</summary>
    /// <param name="options">Which worker, and where to listen.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The host, when the functions can be called.</returns>
    /// <exception cref="WorkerStartException">The worker did not start. Nothing of it is left.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<FunctionsHost> StartAsync(
        WorkerHostOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var channels = new WorkerChannels();
        var rpc = WebServers.CreateRpc(options, channels);
        await rpc.StartAsync(cancellationToken);
        var host = new FunctionsHost(options, rpc, WebServers.CreateFront(options), channels);
        try
        {
            await host._workers.StartAsync(cancellationToken);
            await host._front.StartAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Kills the worker process and waits for its end. Requests in flight are answered with 502; the next process
    /// starts by itself. This does not count as a crash.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes when the process has ended.</returns>
    public Task KillWorkerAsync(CancellationToken cancellationToken = default) =>
        _workers.KillAsync(cancellationToken);

    /// <summary>
    /// Ends the worker process and starts the next one, which reads the program and its files again. It also revives a
    /// worker that was given up.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes when the next process is ready.</returns>
    /// <exception cref="WorkerStartException">The next process did not start.</exception>
    public Task RestartWorkerAsync(CancellationToken cancellationToken = default) =>
        _workers.RestartAsync(cancellationToken);

    /// <summary>
    /// Stops listening at once, waits for requests in flight up to <see cref="WorkerHostOptions.DrainTimeout"/>, then
    /// ends the worker process.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for requests: those in flight are cut.</param>
    /// <returns>A task that completes when the worker process has ended.</returns>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            return;
        }

        _workers.PrepareStop();
        await _front.StopAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _workers.DisposeAsync();
        await _rpc.StopAsync(CancellationToken.None);
    }

    /// <summary>Cuts the requests in flight and ends the worker process, unless the host was stopped before.</summary>
    /// <returns>A task that completes when nothing is left.</returns>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true));
        _forwarder.Dispose();
        await _front.DisposeAsync();
        await _rpc.DisposeAsync();
    }
}
