namespace Lectern.Functions.Status;

/// <summary>The latest durations, as many as there is room for.</summary>
internal sealed class RecentDurations(int capacity)
{
    private readonly double[] _seconds = new double[capacity];
    private long _count;

    public void Add(double seconds) => _seconds[_count++ % capacity] = seconds;

    public void Clear() => _count = 0;

    /// <summary>The median and the 95th percentile (nearest rank), in milliseconds; null if there is none.</summary>
    public (double? P50, double? P95) PercentilesMs()
    {
        double[] sorted = _seconds[..(int)Math.Min(_count, capacity)];
        Array.Sort(sorted);
        return (Of(0.5), Of(0.95));

        double? Of(double part) => sorted.Length == 0
            ? null
            : Math.Round(sorted[(int)Math.Ceiling(part * sorted.Length) - 1] * 1000, 3);
    }
}
