using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Lectern.Testing;
using Xunit;

namespace Lectern.Migrations.Tests;

public sealed class MigrationMeterTests(TestServer server)
{
    [Fact]
    public async Task A_run_tells_the_meter_how_long_it_took_and_how_it_ended()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");
        var outcomes = new ConcurrentQueue<string>();
        int thread = Environment.CurrentManagedThreadId;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Name: "lectern.database.migration.duration", Meter.Name: "Lectern.Database" })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            // Other tests' jobs run at the same time, on other threads; this job is synchronous.
            if (Environment.CurrentManagedThreadId == thread && seconds > 0)
            {
                outcomes.Enqueue((string)tags[0].Value!);
            }
        });
        listener.Start();

        folder.Migrate(database.OwnerConnectionString);
        folder.Migrate(database.OwnerConnectionString);
        folder.Write("up/0002_fails.sql", "select nothing");
        Assert.Throws<MigrationException>(() => folder.Migrate(database.OwnerConnectionString));

        Assert.Equal(["finished", "unchanged", "error"], outcomes);
    }
}
