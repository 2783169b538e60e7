using System.Diagnostics.Metrics;

namespace Lectern.DatabaseUrls;

/// <summary>Counts mistakes. A rise after a deployment means that a setting was written for another driver.</summary>
internal static class UrlMetrics
{
    /// <summary>The same name as the meter of Database, so that collectors treat both as one.</summary>
    private static readonly Meter Meter = new("Lectern.Database");

    private static readonly Counter<long> FormatErrors = Meter.CreateCounter<long>(
        "lectern.database.url.format_errors", "{error}", "Connection strings that could not be read, by kind.");

    private static readonly Counter<long> DriverMismatches = Meter.CreateCounter<long>(
        "lectern.database.url.driver_mismatches", "{mismatch}", "Connection strings that fit no driver, by kind.");

    public static void Count(UrlMistake mistake) =>
        (mistake.IsDriverMismatch ? DriverMismatches : FormatErrors)
            .Add(1, new KeyValuePair<string, object?>("kind", mistake.Kind.ToString()));
}
