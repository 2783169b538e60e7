namespace Lectern.Functions.Admission;

/// <summary>Places, and those who wait for one. It knows how long a new one would probably wait.</summary>
internal sealed class WaitingLine(int places, TimeProvider time) : SemaphoreSlim(places)
{
    // The weight of the newest interval in the average.
    private const double Newest = 0.05;

    private int _waiting;
    private long _lastReturn;
    private double _interval;

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

    public void Enter()
    {
        if (Interlocked.Increment(ref _waiting) == 1)
        {
            Volatile.Write(ref _lastReturn, time.GetTimestamp());
        }
    }

    public void Leave() => Interlocked.Decrement(ref _waiting);

    public void Return()
    {
        if (Waiting > 0)
        {
            double average = Volatile.Read(ref _interval);
            Volatile.Write(ref _interval, average + ((SinceLastReturn() - average) * Newest));
            Volatile.Write(ref _lastReturn, time.GetTimestamp());
        }

        Release();
    }

    private double SinceLastReturn() => time.GetElapsedTime(Volatile.Read(ref _lastReturn)).TotalMilliseconds;
}
