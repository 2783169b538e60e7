using System.Diagnostics.Metrics;

namespace Lectern.Migrations;

/// <summary>
/// The job's metrics, in the meter <c>Lectern.Database</c>, as the application's.
/// </summary>
internal static class MigrationMeter
{
    private static readonly Meter Meter = new("Lectern.Database");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "lectern.database.migration.duration", "s", "How long a run of the migration job took, by outcome.");

    /// <summary>Records a run.</summary>
    /// <param name="duration">From opening the connection to the end of the run.</param>
    /// <param name="outcome">finished, unchanged or error.</param>
    public static void Record(TimeSpan duration, string outcome) =>
        Duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
}
