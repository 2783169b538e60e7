using Lectern.WorkerHost.Logging;
using Microsoft.Extensions.Logging;

namespace Lectern.WorkerHost.Processes;

/// <summary>
/// Keeps one worker running: starts it again when it crashes, and gives up when it crashes several times in a row.
/// </summary>
internal sealed class WorkerSupervisor(WorkerLauncher launcher, WorkerSlot slot, WorkerHostOptions options)
    : IAsyncDisposable
{
    private readonly ILogger _logger = options.LoggerFactory.CreateLogger(HostCategories.Worker);
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _command = new(1);
    private readonly RestartPolicy _policy =
        new(options, options.LoggerFactory.CreateLogger(HostCategories.Worker));

    private Task _supervision = Task.CompletedTask;
    private volatile Worker? _requestedEnd;

    /// <exception cref="WorkerStartException">The worker did not start.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var worker = await LaunchAsync(cancellationToken);
        if (worker is not null)
        {
            _supervision = SuperviseAsync(worker);
        }
    }

    /// <summary>Kills the process. The supervision starts the next one; this does not count as a crash.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        await _command.WaitAsync(cancellationToken);
        try
        {
            if (slot.Current is { } worker)
            {
                RequestEnd(worker);
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
            _policy.Reset();
            if (slot.Current is { } worker)
            {
                await EndAsync(worker, cancellationToken);
            }
            else if (_supervision.IsCompleted)
            {
                await OpenAndStartAsync(cancellationToken);
            }

            if (await slot.WaitAsync(cancellationToken) is null)
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
        if (slot.Retire() is { } worker)
        {
            await EndAsync(worker, CancellationToken.None);
        }

        await _supervision;
        _stopping.Dispose();
        _command.Dispose();
    }

    private void RequestEnd(Worker worker)
    {
        _requestedEnd = worker;
        slot.Vacate(worker);
    }

    private async Task EndAsync(Worker worker, CancellationToken cancellationToken)
    {
        RequestEnd(worker);
        if (!await worker.EndAsync(cancellationToken))
        {
            _logger.WorkerKilled(worker.ProcessId, options.TerminateTimeout.TotalSeconds);
        }
    }

    private async Task OpenAndStartAsync(CancellationToken cancellationToken)
    {
        slot.Open();
        try
        {
            await StartAsync(cancellationToken);
        }
        catch
        {
            slot.Close();
            throw;
        }
    }

    // Null if the host stops meanwhile.
    private async Task<Worker?> LaunchAsync(CancellationToken cancellationToken)
    {
        var worker = await launcher.StartAsync(cancellationToken);
        if (!slot.TryPut(worker))
        {
            await worker.DisposeAsync();
            return null;
        }

        var functions = worker.Profile.Functions;
        _logger.WorkerReady(worker.ProcessId, functions.Count, (long)worker.Age.TotalMilliseconds);
        foreach (var function in functions.Where(function => function.Trigger is null))
        {
            _logger.NoHttpTrigger(function.Name);
        }

        return worker;
    }

    private async Task SuperviseAsync(Worker worker)
    {
        for (var next = worker; next is not null;)
        {
            worker = next;
            int exitCode = await worker.Ended;
            slot.Vacate(worker);
            await worker.DisposeAsync();
            next = MayStartAgain(worker, exitCode) ? await StartNextAsync() : null;
        }

        slot.Close();
    }

    private bool MayStartAgain(Worker worker, int exitCode) =>
        !_stopping.IsCancellationRequested
        && (_requestedEnd == worker || _policy.AllowsAfterExit(worker.ProcessId, exitCode, worker.Age));

    private async Task<Worker?> StartNextAsync()
    {
        while (true)
        {
            try
            {
                await Task.Delay(_policy.Pause, _stopping.Token);
                return await LaunchAsync(_stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return null;
            }
            catch (Exception failed) when (failed is WorkerStartException or IOException)
            {
                if (!_policy.AllowsAfterFailedStart(failed))
                {
                    return null;
                }
            }
        }
    }
}
