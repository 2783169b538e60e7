using Lectern.Bench.Driving;

namespace Lectern.Bench.Scenarios;

/// <summary>Where a scenario runs.</summary>
/// <param name="School">The database.</param>
/// <param name="Driver">The clients.</param>
/// <param name="Gauges">The folder of the gauges of .NET processes.</param>
/// <param name="Seconds">How long a contestant is asked in a round.</param>
/// <param name="Minutes">How long the mixed load lasts.</param>
internal sealed record Arena(School School, Driver Driver, string Gauges, double Seconds, double Minutes)
{
    private const int WarmUpSeconds = 3;
    private const int WarmUpRequests = 1_000;

    /// <summary>Go on until so many requests were answered.</summary>
    public int LeastRequests { get; init; } = 1;

    /// <summary>For a round that is not counted: long enough for .NET to compile what runs often.</summary>
    public Arena WarmUp
    {
        get
        {
            double seconds = Math.Min(Seconds, WarmUpSeconds);
            return this with { Seconds = seconds, LeastRequests = 1 + (int)(WarmUpRequests * seconds) };
        }
    }
}
