using Lectern.WorkerHost.Rpc;

namespace Lectern.WorkerHost.Processes;

/// <summary>Holds the worker that serves. Requests take it from here, or wait for the next one.</summary>
internal sealed class WorkerSlot(WorkerHostOptions options)
{
    private readonly Lock _lock = new();
    private volatile TaskCompletionSource<Worker> _current = NewSource();
    private bool _retired;

    /// <summary>The worker that serves; null while there is none.</summary>
    public Worker? Current => _current.Task is { IsCompletedSuccessfully: true, Result: var worker } ? worker : null;

    /// <summary>The last worker that served: its routes hold while the next one starts.</summary>
    public Worker Last { get; private set; } = null!;

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

    /// <summary>Lets the worker serve, until its conversation closes or <see cref="Vacate"/>.</summary>
    /// <returns>False if the slot is retired: the worker has to end.</returns>
    public bool TryPut(Worker worker)
    {
        lock (_lock)
        {
            if (_retired)
            {
                return false;
            }

            Last = worker;
            worker.Channel.Closing = () => Vacate(worker);
            _current.TrySetResult(worker);
            return true;
        }
    }

    /// <summary>From now on requests wait for the next worker, if this is the one that serves.</summary>
    public void Vacate(Worker worker)
    {
        lock (_lock)
        {
            if (Current == worker)
            {
                _current = NewSource();
            }
        }
    }

    /// <summary>From now on requests wait for no worker: none will come.</summary>
    public void Close()
    {
        _current.TrySetException(new WorkerEndedException("There is no worker."));
        // Observed, even if no request waits.
        _ = _current.Task.Exception;
    }

    /// <summary>Takes a closed slot into use again.</summary>
    public void Open()
    {
        lock (_lock)
        {
            _current = NewSource();
        }
    }

    /// <summary>Takes no worker any more.</summary>
    /// <returns>The worker that served last, for its end.</returns>
    public Worker? Retire()
    {
        lock (_lock)
        {
            _retired = true;
            return Current;
        }
    }

    private static TaskCompletionSource<Worker> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
