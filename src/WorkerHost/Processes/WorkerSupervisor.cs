using Lectern.WorkerHost.Logging;
using Lectern.WorkerHost.Rpc;
using Microsoft.Extensions.Logging;

namespace Lectern.WorkerHost.Processes;

/// <summary>Keeps one worker running: starts it again when it crashes, and gives up when it crashes on and on.</summary>
internal sealed class WorkerSupervisor(WorkerLauncher launcher, WorkerHostOptions options) : IAsyncDisposable
{
    // The exit code by which a worker asks the real host for a restart.
    private const int IntentionalRestart = 200;

    private readonly ILogger _logger = options.LoggerFactory.CreateLogger(HostCategories.Worker);
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _command = new(1);
    private readonly CrashCount _crashes = new(options);
    private TaskCompletionSource<Worker> _current = NewSource();
    private Task _supervision = Task.CompletedTask;
    private Worker? _requestedEnd;

    /// <summary>The worker that serves; null while there is none.</summary>
    public Worker? Current => _current.Task is { IsCompletedSuccessfully: true, Result: var worker } ? worker : null;

    /// <summary>The last worker that served: its routes hold while the next one starts.</summary>
    public Worker Last { get; private set; } = null!;

    /// <exception cref="WorkerStartException">The worker did not start.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var worker = await launcher.StartAsync(cancellationToken);
        Serve(worker);
        _supervision = SuperviseAsync(worker);
    }

    /// <summary>The worker, after a wait for the next one if there is none.</summary>
    /// <returns>Null if none gets ready in time or ever.</returns>
    public async Task<Worker?> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _current.Task.WaitAsync(options.WorkerWaitTimeout, cancellationToken);
        }
        catch (Exception none) when (none is TimeoutException or WorkerEndedException)
        {
            return null;
        }
    }

    /// <summary>Kills the process. The supervision starts the next one; this does not count as a crash.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        await _command.WaitAsync(cancellationToken);
        try
        {
            if (Current is { } worker)
            {
                Detach(worker, requested: true);
                worker.Kill();
                await worker.Ended.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            _command.Release();
        }
    }

    /// <summary>Ends the process, as the host does at its own end, and waits for the next one.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await _command.WaitAsync(cancellationToken);
        try
        {
            _crashes.Reset();
            if (Current is { } worker)
            {
                Detach(worker, requested: true);
                await EndAsync(worker, cancellationToken);
            }
            else if (_supervision.IsCompleted)
            {
                _current = NewSource();
                await StartAsync(cancellationToken);
            }

            if (await WaitAsync(cancellationToken) is null)
            {
                throw new WorkerStartException("The worker did not start again. The log says why.");
            }
        }
        finally
        {
            _command.Release();
        }
    }

    /// <summary>From now on no worker is started again.</summary>
    public void PrepareStop() => _stopping.Cancel();

    public async ValueTask DisposeAsync()
    {
        PrepareStop();
        if (Current is { } worker)
        {
            Detach(worker, requested: true);
            await EndAsync(worker, CancellationToken.None);
        }

        await _supervision;
        _stopping.Dispose();
        _command.Dispose();
    }

    private static TaskCompletionSource<Worker> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Serve(Worker worker)
    {
        Last = worker;
        worker.Channel.Closing = () => Detach(worker, requested: false);
        _current.TrySetResult(worker);
        _logger.WorkerReady(worker.ProcessId, worker.Profile.Functions.Count, (long)worker.Age.TotalMilliseconds);
        foreach (var function in worker.Profile.Functions.Where(function => function.Trigger is null))
        {
            _logger.NoHttpTrigger(function.Name);
        }
    }

    // Requests that come from now on wait for the next worker.
    private void Detach(Worker worker, bool requested)
    {
        var current = _current;
        if (current.Task is { IsCompletedSuccessfully: true, Result: var serving } && serving == worker)
        {
            Interlocked.CompareExchange(ref _current, NewSource(), current);
        }

        if (requested)
        {
            _requestedEnd = worker;
        }
    }

    private async Task EndAsync(Worker worker, CancellationToken cancellationToken)
    {
        if (!await worker.EndAsync(cancellationToken))
        {
            _logger.WorkerKilled(worker.ProcessId, options.TerminateTimeout.TotalSeconds);
        }
    }

    private async Task SuperviseAsync(Worker worker)
    {
        Worker? next = worker;
        while (next is not null)
        {
            worker = next;
            int exitCode = await worker.Ended;
            Detach(worker, requested: false);
            await worker.DisposeAsync();
            next = MayStartAgain(worker, exitCode) ? await StartNextAsync() : null;
        }

        _current.TrySetException(new WorkerEndedException("There is no worker."));
        // Observed, even if no request waits.
        _ = _current.Task.Exception;
    }

    private bool MayStartAgain(Worker worker, int exitCode)
    {
        if (_stopping.IsCancellationRequested)
        {
            return false;
        }

        if (_requestedEnd == worker)
        {
            return true;
        }

        if (exitCode == 0)
        {
            _logger.WorkerFinished(worker.ProcessId);
            return false;
        }

        _logger.WorkerEnded(worker.ProcessId, exitCode);
        return exitCode == IntentionalRestart || !GivesUp(worker.Age);
    }

    private bool GivesUp(TimeSpan age)
    {
        if (!_crashes.Add(age))
        {
            return false;
        }

        _logger.WorkerGivenUp(_crashes.Count);
        return true;
    }

    private async Task<Worker?> StartNextAsync()
    {
        while (true)
        {
            try
            {
                await Task.Delay(_crashes.Pause, _stopping.Token);
                var next = await launcher.StartAsync(_stopping.Token);
                Serve(next);
                return next;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return null;
            }
            catch (Exception failed) when (failed is WorkerStartException or IOException)
            {
                _logger.RestartFailed(failed);
                if (GivesUp(TimeSpan.Zero))
                {
                    return null;
                }
            }
        }
    }
}
