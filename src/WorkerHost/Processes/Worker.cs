using System.Diagnostics;
using System.Net.Sockets;
using Lectern.WorkerHost.Http;
using Lectern.WorkerHost.Rpc;

namespace Lectern.WorkerHost.Processes;

/// <summary>A worker that is ready for requests: its process, its conversation and its routes.</summary>
internal sealed class Worker : IAsyncDisposable
{
    // When the process ends, the sockets may still hold its last answers.
    private static readonly TimeSpan StreamTimeout = TimeSpan.FromSeconds(1);

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly WorkerProcess _process;
    private readonly WorkerHostOptions _options;

    private Worker(WorkerProcess process, WorkerChannel channel, WorkerHostOptions options)
    {
        (_process, Channel, _options) = (process, channel, options);
        Ended = WatchAsync();
    }

    public int ProcessId => _process.Id;

    public WorkerChannel Channel { get; }

    public WorkerProfile Profile { get; private set; } = null!;

    public RouteTable Routes { get; private set; } = null!;

    /// <summary>The time since the start of the process.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(_started);

    /// <summary>Completes with the exit code when process and conversation have ended.</summary>
    public Task<int> Ended { get; }

    /// <summary>Waits until the process that has been started is ready for requests.</summary>
    /// <exception cref="WorkerStartException">It does not get ready. The process is gone then.</exception>
    public static async Task<Worker> StartAsync(
        WorkerProcess process, WorkerChannel channel, string folder, Func<WorkerProfile, RouteTable> routes,
        WorkerHostOptions options, CancellationToken cancellationToken)
    {
        var worker = new Worker(process, channel, options);
        var handshake = new Handshake(channel, folder);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.StartTimeout);
        try
        {
            worker.Profile = await handshake.RunAsync(limit.Token);
            worker.Routes = routes(worker.Profile);
            await WaitUntilListeningAsync(worker, limit.Token);
            return worker;
        }
        catch (Exception failed)
        {
            bool timedOut = limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested;
            string reason = failed switch
            {
                OperationCanceledException when timedOut =>
                    $"The worker did not get ready within {options.StartTimeout.TotalSeconds:0} s: the host waited for "
                    + $"{handshake.WaitsFor}.",
                WorkerEndedException =>
                    $"The worker's program ended with exit code {await worker.Ended} before it was ready.",
                _ => failed.Message,
            };
            await worker.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            string output = await process.ReadLastLinesAsync(cancellationToken);
            throw new WorkerStartException(
                output.Length == 0
                    ? $"{reason} It printed nothing."
                    : $"{reason} Its last lines are:{Environment.NewLine}{output}",
                failed);
        }
    }

    public void Kill() => _process.Kill();

    /// <summary>Asks the worker to end, as the real host does, and kills it if it does not.</summary>
    /// <returns>False if it had to be killed.</returns>
    public async Task<bool> EndAsync(CancellationToken cancellationToken)
    {
        if (Profile.HandlesTerminate)
        {
            Channel.Send(new()
            {
                WorkerTerminate = new()
                {
                    GracePeriod = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(_options.TerminateTimeout),
                },
            });
            await Task.WhenAny(Ended, Task.Delay(_options.TerminateTimeout, cancellationToken));
        }

        bool ended = Ended.IsCompleted;
        Kill();
        await Ended;
        return ended;
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Ended;
        await _process.DisposeAsync();
    }

    // The worker connects to the host before its own web server listens.
    private static async Task WaitUntilListeningAsync(Worker worker, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(worker.Profile.HttpUri.Host, worker.Profile.HttpUri.Port, cancellationToken);
                return;
            }
            catch (SocketException) when (!worker.Ended.IsCompleted)
            {
                await Task.Delay(20, cancellationToken);
            }
        }
    }

    // Kills a process that has lost its stream. After the end of the process the stream may still hold answers.
    private async Task<int> WatchAsync()
    {
        await Task.WhenAny(_process.Exited, Channel.Closed);
        if (!_process.Exited.IsCompleted)
        {
            await Task.WhenAny(_process.Exited, Task.Delay(_options.TerminateTimeout));
            Kill();
        }

        int exitCode = await _process.Exited;
        await Task.WhenAny(Channel.Closed, Task.Delay(StreamTimeout));
        Channel.Close(new WorkerEndedException($"The worker ended with exit code {exitCode}."));
        return exitCode;
    }
}
