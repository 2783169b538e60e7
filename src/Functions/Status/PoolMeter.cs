using System.Diagnostics.Metrics;

namespace Lectern.Functions.Status;

/// <summary>
/// Listens to the meter "Npgsql", whose instruments are the only public word on a pool (npgsql.org: Metrics). One for
/// the process, since up-down counters are to be heard from the beginning.
/// </summary>
public sealed class PoolMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _values = [];

    /// <summary>Begins to listen.</summary>
    public PoolMeter()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Npgsql" && instrument.Name.StartsWith("db.client.connection", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The pool at this moment.</summary>
    public PoolUse Read()
    {
        lock (_lock)
        {
            _values.Clear();
        }

        _listener.RecordObservableInstruments();
        lock (_lock)
        {
            return new(
                _values.GetValueOrDefault("db.client.connection.count/used"),
                _values.GetValueOrDefault("db.client.connection.count/idle"),
                _values.GetValueOrDefault("db.client.connection.max/"),
                _values.GetValueOrDefault("db.client.connection.pending_requests/"));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string state = "";
        foreach (var (name, tag) in tags)
        {
            state = name is "db.client.connection.state" or "state" ? $"{tag}" : state;
        }

        lock (_lock)
        {
            string key = $"{instrument.Name}/{state}";
            _values[key] = instrument.IsObservable ? _values.GetValueOrDefault(key) + value : value;
        }
    }
}
