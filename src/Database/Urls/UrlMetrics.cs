using System.Diagnostics.Metrics;

namespace Lectern.Database;

/// <summary>Counts mistakes: a rise after a deployment says that a setting was written for another driver.</summary>
internal static class UrlMetrics
{
    private static readonly Counter<long> FormatErrors = DatabaseMeter.Meter.CreateCounter<long>(
        "lectern.database.url.format_errors", "{error}", "Connection strings that could not be read, by kind.");

    private static readonly Counter<long> DriverMismatches = DatabaseMeter.Meter.CreateCounter<long>(
        "lectern.database.url.driver_mismatches", "{mismatch}", "Connection strings that fit no driver, by kind.");

    public static void Count(UrlMistake mistake) =>
        (mistake.IsDriverMismatch ? DriverMismatches : FormatErrors)
            .Add(1, new KeyValuePair<string, object?>("kind", mistake.Kind.ToString()));
}
