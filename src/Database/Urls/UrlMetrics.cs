using System.Diagnostics.Metrics;

namespace Lectern.Database;

/// <summary>Counts the mistakes: a rise after a deployment says that a setting was written for another driver.</summary>
internal static class UrlMetrics
{
    private static readonly Meter s_meter = new("Lectern.Database");

    private static readonly Counter<long> s_formatErrors = s_meter.CreateCounter<long>(
        "lectern.database.url.format_errors", "{error}", "Connection strings that could not be read, by kind.");

    private static readonly Counter<long> s_driverMismatches = s_meter.CreateCounter<long>(
        "lectern.database.url.driver_mismatches", "{mismatch}", "Connection strings that do not fit a driver, by kind.");

    public static void Count(UrlMistake mistake) =>
        (mistake.IsDriverMismatch ? s_driverMismatches : s_formatErrors)
            .Add(1, new KeyValuePair<string, object?>("kind", mistake.Kind.ToString()));
}
