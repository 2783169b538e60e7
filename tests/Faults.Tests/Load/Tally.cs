using System.Collections.Concurrent;

namespace Lectern.Faults.Tests.Load;

/// <summary>What the clients of a run have seen.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _failures = new();
    private readonly Lock _lock = new();
    private int _requests;
    private int _acknowledged;

    public int Requests => _requests;

    /// <summary>The writes that were answered with success.</summary>
    public int Acknowledged => _acknowledged;

    /// <summary>The failures that the contract allows, by the problem's code.</summary>
    public IReadOnlyDictionary<string, int> Failures => _failures;

    /// <summary>The longest time from the first try of a write to its acknowledgement.</summary>
    public TimeSpan LongestWait { get; private set; }

    public void CountRequest() => Interlocked.Increment(ref _requests);

    public void CountFailure(string code) => _failures.AddOrUpdate(code, 1, (_, count) => count + 1);

    public void CountAcknowledged(TimeSpan waited)
    {
        Interlocked.Increment(ref _acknowledged);
        lock (_lock)
        {
            LongestWait = waited > LongestWait ? waited : LongestWait;
        }
    }
}
