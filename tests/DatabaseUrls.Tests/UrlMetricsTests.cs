using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Xunit;

namespace Lectern.DatabaseUrls.Tests;

public sealed class UrlMetricsTests
{
    [Fact]
    public void Mistakes_are_counted_by_kind()
    {
        var counted = new ConcurrentBag<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Lectern.Database"
                && instrument.Name.StartsWith("lectern.database.url.", StringComparison.Ordinal))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
            counted.Add($"{instrument.Name} {tags[0].Key}={tags[0].Value}"));
        listener.Start();

        Assert.False(DatabaseUrl.TryParse("postgresql://db:port", out _, out _));
        Assert.Throws<DatabaseUrlException>(() => DatabaseUrl.Parse("sqlite://").ToNpgsql());

        Assert.Contains("lectern.database.url.format_errors kind=InvalidPort", counted);
        Assert.Contains("lectern.database.url.driver_mismatches kind=DriverMismatch", counted);
    }
}
