namespace Lectern.Functions.Status;

/// <summary>The requests for one route with one method.</summary>
internal sealed class RouteMeter(string method, string route)
{
    private const int MaxDurations = 256;

    private readonly RecentCounts _requests = new(ActivityMeter.MaxSamples);
    private readonly RecentDurations _durations = new(MaxDurations);
    private long _failures;

    public void Add(double seconds, bool isFailure)
    {
        _requests.Add(1);
        _durations.Add(seconds);
        _failures += isFailure ? 1 : 0;
    }

    public void Next() => _requests.Next();

    public RouteActivity Read(int samples)
    {
        var (p50, p95) = _durations.PercentilesMs();
        return new(method, route, _requests.Total, _failures, p50, p95, _requests.Last(samples));
    }
}
