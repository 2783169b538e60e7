namespace Lectern.Functions.Telemetry;

/// <summary>Failures that are counted together: the first one is written, the others are counted.</summary>
/// <param name="time">The clock.</param>
/// <param name="repeated">Writes how many there were, and in how many seconds.</param>
internal sealed class FailureKind(TimeProvider time, Action<int, double> repeated) : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StackAgain = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private ITimer? _timer;
    private long? _stackAt;
    private bool _isQuiet;
    private int _count;

    /// <summary>Is this the first one after a silence?</summary>
    public bool MayWrite(out bool hasStack)
    {
        lock (_lock)
        {
            hasStack = false;
            if (_isQuiet)
            {
                _count++;
                return false;
            }

            _isQuiet = true;
            Wait();
            hasStack = _stackAt is not { } last || time.GetElapsedTime(last) > StackAgain;
            _stackAt = hasStack ? time.GetTimestamp() : _stackAt;
            return true;
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void Wait()
    {
        _timer ??= time.CreateTimer(_ => EndQuiet(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Quiet, Timeout.InfiniteTimeSpan);
    }

    private void EndQuiet()
    {
        lock (_lock)
        {
            _isQuiet = _count > 0;
            if (_isQuiet)
            {
                repeated(_count, Quiet.TotalSeconds);
                _count = 0;
                Wait();
            }
        }
    }
}
