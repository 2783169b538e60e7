using Lectern.Bench.Measuring;

namespace Lectern.Bench.Driving;

/// <summary>What clients send for a while, each one request after the other.</summary>
/// <param name="Port">The server's port on 127.0.0.1.</param>
/// <param name="Request">
/// The bytes of a request as Latin-1 text, with places to fill in: <c>{id}</c> any of the ids, <c>{own}</c> the one of
/// this client, <c>{number}</c> twelve digits that no other request has, <c>{digit}</c> 1 to 9 in turns, <c>{etag}</c>
/// the last ETag that this client got.
/// </param>
/// <param name="First">What each client sends before the measurement; null for nothing.</param>
/// <param name="Ids">The ids of rows.</param>
/// <param name="Status">The status that every answer must have.</param>
/// <param name="Seconds">How long.</param>
/// <param name="Clients">How many.</param>
/// <param name="LeastRequests">Go on until so many were answered.</param>
internal sealed record DriveJob(
    int Port, string Request, string? First, IReadOnlyList<Guid> Ids, int Status, double Seconds, int Clients,
    int LeastRequests);

/// <param name="Seconds">From the first request to the last answer.</param>
/// <param name="Latencies">One time for each answer with the wanted status.</param>
/// <param name="Refused">The answers of 503: the server had too much to do.</param>
/// <param name="Failure">Why the drive ended early; null if all answers had the status.</param>
internal sealed record DriveResult(double Seconds, Latencies Latencies, int Refused, string? Failure);
