using System.Diagnostics.Metrics;
using Npgsql;

namespace Lectern.Database;

/// <summary>
/// The meter <c>Lectern.Database</c>; the counters of connection strings are in DatabaseUrls, under the same name.
/// The pool's own metrics are Npgsql's: meter <c>Npgsql</c>, pool <c>lectern</c>.
/// </summary>
internal static class DatabaseMeter
{
    private static readonly Meter Meter = new("Lectern.Database");

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "lectern.database.retries", "{retry}", "Second tries after a lost connection, by SQLSTATE.");

    public static void CountRetry(NpgsqlException lost) =>
        Retries.Add(1, new KeyValuePair<string, object?>("db.response.status_code", lost.SqlState ?? "none"));
}
