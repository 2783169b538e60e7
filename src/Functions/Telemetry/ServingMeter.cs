using System.Diagnostics.Metrics;

namespace Lectern.Functions.Telemetry;

/// <summary>The API's own metrics, in addition to those of ASP.NET Core and Npgsql; see docs/operations.md.</summary>
internal static class ServingMeter
{
    public const string Name = "Lectern.Functions";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Problems = Meter.CreateCounter<long>(
        "lectern.problems", "{problem}", "Problems that were answered, by code.");
    public static readonly Counter<long> Cancellations = Meter.CreateCounter<long>(
        "lectern.requests.cancelled", "{request}", "Requests whose caller left before the answer.");
    private static readonly Counter<long> DatabaseTimeouts = Meter.CreateCounter<long>(
        "lectern.database.timeouts", "{timeout}", "Requests that the database kept waiting for too long, by SQLSTATE.");
    public static readonly Counter<long> Replays = Meter.CreateCounter<long>(
        "lectern.idempotency.replays", "{answer}", "Answers given again to a repeated Idempotency-Key.");
    public static readonly UpDownCounter<long> Waiting = Meter.CreateUpDownCounter<long>(
        "lectern.admission.waiting", "{request}", "Requests that wait for a connection of the pool.");
    public static readonly UpDownCounter<long> Subscribers = Meter.CreateUpDownCounter<long>(
        "lectern.events.subscribers", "{subscriber}", "Event streams that are open.");
    public static readonly Counter<long> Dropped = Meter.CreateCounter<long>(
        "lectern.streams.dropped", "{stream}", "Exports and event streams cut because their client accepted nothing.");

    public static void CountProblem(string code) => Problems.Add(1, new KeyValuePair<string, object?>("code", code));

    public static void CountDatabaseTimeout(Exception timeout)
    {
        string type = timeout is PostgresException refused ? refused.SqlState : nameof(TimeoutException);
        DatabaseTimeouts.Add(1, new KeyValuePair<string, object?>("error.type", type));
    }
}
