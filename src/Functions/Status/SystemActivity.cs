namespace Lectern.Functions.Status;

/// <summary>What this instance has done in its last ten minutes.</summary>
/// <param name="IntervalSeconds">The time between two samples.</param>
/// <param name="Samples">The oldest first, at most 120.</param>
/// <param name="Routes">The requests since the start by method and route, only those that were called.</param>
/// <param name="Problems">The problems that were answered, by code, only those that occurred.</param>
/// <param name="Counters">The sums of the API's own instruments since the start, by name.</param>
public sealed record SystemActivity(
    int IntervalSeconds, IReadOnlyList<ActivitySample> Samples, IReadOnlyList<RouteActivity> Routes,
    IReadOnlyList<ProblemActivity> Problems,
    [property: Example("""{"lectern.admission.waiting":0,"lectern.events.subscribers":2}""")]
    IReadOnlyDictionary<string, long> Counters);

/// <summary>An interval, or the state at its end.</summary>
/// <param name="At">The end of the interval.</param>
/// <param name="Requests">Requests that ended.</param>
/// <param name="Failures">Those of them that were answered with a status of 500 or higher.</param>
/// <param name="P50Ms">Their median duration without event streams, in milliseconds; null if none ended.</param>
/// <param name="P95Ms">The 95th percentile of their durations, in milliseconds; null if none ended.</param>
/// <param name="Used">Connections in use.</param>
/// <param name="Idle">Open connections that are not in use.</param>
/// <param name="Waiting">Requests that wait for a connection.</param>
/// <param name="Streams">Event streams that are open.</param>
public sealed record ActivitySample(
    DateTime At, long Requests, long Failures, double? P50Ms, double? P95Ms, long Used, long Idle, long Waiting,
    long Streams);

/// <summary>The requests for one route with one method.</summary>
/// <param name="Method">The method, for example GET.</param>
/// <param name="Route">The route as in the contract; empty if the request matched none.</param>
/// <param name="Requests">Requests since the start.</param>
/// <param name="Failures">Those of them that were answered with a status of 500 or higher.</param>
/// <param name="P50Ms">The median of its last 256 durations, in milliseconds.</param>
/// <param name="P95Ms">The 95th percentile of its last 256 durations, in milliseconds.</param>
/// <param name="Recent">Requests of each interval, as many as there are samples.</param>
public sealed record RouteActivity(
    [property: Example("\"GET\"")] string Method, [property: Example("\"/students/{id}\"")] string Route,
    long Requests, long Failures, double? P50Ms, double? P95Ms, IReadOnlyList<long> Recent);

/// <summary>The problems of one code.</summary>
/// <param name="Code">The code.</param>
/// <param name="Count">Problems since the start.</param>
/// <param name="Recent">Problems of each interval, as many as there are samples.</param>
public sealed record ProblemActivity(
    [property: Example("\"not-found\"")] string Code, long Count, IReadOnlyList<long> Recent);
