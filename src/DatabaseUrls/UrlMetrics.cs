using System.Diagnostics.Metrics;

namespace Lectern.DatabaseUrls;

/// <summary>Counts mistakes: a rise after a deployment says that a setting was written for another driver.</summary>
internal static class UrlMetrics
{
    /// <summary>The name of Database's meter: collectors ask for it by this name, and both are one to them.</summary>
    private static readonly Meter Meter = new("Lectern.Database");

    private static readonly Counter<long> FormatErrors = Meter.CreateCounter<long>(
        "lectern.database.url.format_errors", "{error}", "Connection strings that could not be read, by kind.");

    private static readonly Counter<long> DriverMismatches = Meter.CreateCounter<long>(
        "lectern.database.url.driver_mismatches", "{mismatch}", "Connection strings that fit no driver, by kind.");

    public static void Count(UrlMistake mistake) =>
        (mistake.IsDriverMismatch ? DriverMismatches : FormatErrors)
            .Add(1, new KeyValuePair<string, object?>("kind", mistake.Kind.ToString()));
}
