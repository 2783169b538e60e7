namespace Lectern.Bench.Measuring;

/// <summary>Times in classes that are 1 % wide, so that millions of them take no memory and can be added up.</summary>
internal sealed class Latencies
{
    private const double Width = 1.01;

    /// <summary>How many times are in each class.</summary>
    public SortedDictionary<int, int> Counts { get; init; } = [];

    public int Count => Counts.Values.Sum();

    public void Add(TimeSpan time)
    {
        int place = (int)Math.Log(Math.Max(time.TotalMicroseconds, 1), Width);
        Counts[place] = Counts.GetValueOrDefault(place) + 1;
    }

    public void Add(Latencies others)
    {
        foreach (var (place, count) in others.Counts)
        {
            Counts[place] = Counts.GetValueOrDefault(place) + count;
        }
    }

    /// <summary>The time that this many percent of the times do not exceed, to 1 %.</summary>
    /// <param name="percent">From 1 to 100.</param>
    public double MillisecondsAt(int percent)
    {
        long wanted = ((long)Count * percent + 99) / 100;
        long seen = 0;
        foreach (var (place, count) in Counts)
        {
            seen += count;
            if (seen >= wanted)
            {
                return Math.Pow(Width, place + 1) / 1_000;
            }
        }

        return 0;
    }
}
