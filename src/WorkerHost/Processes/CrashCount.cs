namespace Lectern.WorkerHost.Processes;

/// <summary>Counts the crashes in a row, so that a worker that cannot run is not started forever.</summary>
internal sealed class CrashCount(WorkerHostOptions options)
{
    public int Count { get; private set; }

    /// <summary>The wait before the next start: none after the first crash, then one second more each time.</summary>
    public TimeSpan Pause => TimeSpan.FromSeconds(Math.Max(0, Count - 1));

    /// <summary>Counts the end of a worker of that age. True if the limit is reached.</summary>
    public bool Add(TimeSpan age)
    {
        Count = age >= options.CrashWindow ? 1 : Count + 1;
        return Count >= options.CrashLimit;
    }

    public void Reset() => Count = 0;
}
