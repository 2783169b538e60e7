using System.Diagnostics.Metrics;

namespace Lectern.Functions.Status;

/// <summary>
/// The meter "Npgsql" is the only public source for the state of a pool (npgsql.org: Metrics). There is one listener,
/// from the start of the process: up-down counters report only changes.
/// </summary>
public sealed class PoolMeter : IDisposable
{
    private const string Connections = "db.client.connection.count";
    private const string MaxConnections = "db.client.connection.max";
    private const string PendingRequests = "db.client.connection.npgsql.pending_requests";

    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _observed = [];
    private long _pending;

    public PoolMeter()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Npgsql"
                && instrument.Name is Connections or MaxConnections or PendingRequests)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    public PoolUse Read()
    {
        lock (_lock)
        {
            _observed.Clear();
            _listener.RecordObservableInstruments();
            return new(
                _observed.GetValueOrDefault($"{Connections}/used"),
                _observed.GetValueOrDefault($"{Connections}/idle"),
                _observed.GetValueOrDefault($"{MaxConnections}/"),
                _pending);
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, int value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string state = "";
        foreach (var (name, tag) in tags)
        {
            state = name == "db.client.connection.state" ? $"{tag}" : state;
        }

        lock (_lock)
        {
            if (instrument.Name == PendingRequests)
            {
                _pending += value;
                return;
            }

            // Several hosts have several pools with one name.
            string key = $"{instrument.Name}/{state}";
            _observed[key] = _observed.GetValueOrDefault(key) + value;
        }
    }
}
