using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Lectern.Functions.Tests.Telemetry;

/// <summary>What the process measures within one trace, whatever other tests are doing.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _all = new();

    public Measurements(string traceId)
    {
        _listener.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if ($"{Activity.Current?.TraceId}" == traceId)
            {
                _all.Enqueue((instrument.Name, value, string.Join(' ', Texts(tags))));
            }
        }
    }

    /// <summary>The measurements of an instrument: value and tags.</summary>
    public List<(double Value, string Tags)> Of(string instrument) =>
        [.. _all.Where(one => one.Name == instrument).Select(one => (one.Value, one.Tags))];

    public void Dispose() => _listener.Dispose();

    private static string[] Texts(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string[] texts = new string[tags.Length];
        for (int i = 0; i < tags.Length; i++)
        {
            texts[i] = $"{tags[i].Key}={tags[i].Value}";
        }

        return texts;
    }
}
