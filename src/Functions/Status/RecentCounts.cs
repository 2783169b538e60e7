namespace Lectern.Functions.Status;

/// <summary>Counts of the latest intervals. The last interval is still open.</summary>
internal sealed class RecentCounts(int intervals)
{
    // One more than what is shown, for the open interval.
    private readonly long[] _counts = new long[intervals + 1];
    private int _open;

    /// <summary>Since the start, not only of the latest intervals.</summary>
    public long Total { get; private set; }

    public void Add(long count)
    {
        _counts[_open] += count;
        Total += count;
    }

    /// <summary>Closes the open interval and forgets the oldest one.</summary>
    public void Next()
    {
        _open = (_open + 1) % _counts.Length;
        _counts[_open] = 0;
    }

    /// <summary>The last closed intervals, the oldest first.</summary>
    public IReadOnlyList<long> Last(int closed) =>
        [.. Enumerable.Range(1, closed).Select(back => _counts[At(closed - back + 1)])];

    private int At(int back) => (_open - back + _counts.Length) % _counts.Length;
}
