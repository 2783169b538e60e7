namespace Lectern.Functions.Admission;

/// <summary>
/// Places, and those who wait for one, in the order of their arrival. It knows how long a new one would probably wait.
/// Under load, every request waits here. So a wait needs no timer of its own, as that of a SemaphoreSlim does: all
/// waits are equally long, and one timer ends those that are due.
/// </summary>
internal sealed class WaitingLine : IDisposable
{
    // The weight of the newest interval in the average.
    private const double Newest = 0.05;

    private readonly Lock _lock = new();
    private readonly Queue<Waiter> _waiters = new();
    private readonly TimeSpan _longestWait;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private bool _isTimerSet;
    private int _free;
    private int _waiting;
    private long _lastReturn;
    private double _interval;

    public WaitingLine(int places, TimeSpan longestWait, TimeProvider time)
    {
        _free = places;
        _longestWait = longestWait;
        _time = time;
        _timer = time.CreateTimer(_ => EndOldest(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>
    /// The average interval at which places come back, for each who waits, and the time since the last one came back:
    /// while a table is locked, none does.
    /// </summary>
    public TimeSpan ExpectedWait
    {
        get
        {
            int waiting = Waiting;
            return waiting == 0
                ? TimeSpan.Zero
                : TimeSpan.FromMilliseconds((waiting * Volatile.Read(ref _interval)) + SinceLastReturn());
        }
    }

    /// <summary>Those who wait here for a place of another line also wait for their share.</summary>
    public void Enter()
    {
        if (Interlocked.Increment(ref _waiting) == 1)
        {
            Volatile.Write(ref _lastReturn, _time.GetTimestamp());
        }
    }

    public void Leave() => Interlocked.Decrement(ref _waiting);

    /// <summary>Takes a place if one is free.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            // A free place belongs to the first who waits.
            if (_free == 0)
            {
                return false;
            }

            _free--;
            return true;
        }
    }

    /// <returns>Whether a place became free in time.</returns>
    /// <exception cref="OperationCanceledException">The caller left.</exception>
    public async Task<bool> TakeAsync(CancellationToken cancellationToken)
    {
        var waiter = new Waiter(_time.GetTimestamp());
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return true;
            }

            _waiters.Enqueue(waiter);
            if (!_isTimerSet)
            {
                _isTimerSet = _timer.Change(_longestWait, Timeout.InfiniteTimeSpan);
            }
        }

        await using (cancellationToken.UnsafeRegister(
            static (waiter, token) => ((Waiter)waiter!).TrySetCanceled(token), waiter))
        {
            return await waiter.Task;
        }
    }

    public void Return()
    {
        if (Waiting > 0)
        {
            double average = Volatile.Read(ref _interval);
            Volatile.Write(ref _interval, average + ((SinceLastReturn() - average) * Newest));
            Volatile.Write(ref _lastReturn, _time.GetTimestamp());
        }

        lock (_lock)
        {
            while (_waiters.TryDequeue(out var first))
            {
                // Some have left already.
                if (first.TrySetResult(true))
                {
                    return;
                }
            }

            _free++;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void EndOldest()
    {
        lock (_lock)
        {
            while (_waiters.TryPeek(out var oldest)
                && (oldest.Task.IsCompleted || _time.GetElapsedTime(oldest.Since) >= _longestWait))
            {
                _waiters.Dequeue();
                oldest.TrySetResult(false);
            }

            _isTimerSet = _waiters.TryPeek(out var next)
                && _timer.Change(_longestWait - _time.GetElapsedTime(next.Since), Timeout.InfiniteTimeSpan);
        }
    }

    private double SinceLastReturn() => _time.GetElapsedTime(Volatile.Read(ref _lastReturn)).TotalMilliseconds;

    // Its continuations must not run under the lock.
    private sealed class Waiter(long since) : TaskCompletionSource<bool>(
        TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long Since => since;
    }
}
