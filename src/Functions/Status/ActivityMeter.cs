using System.Diagnostics.Metrics;
using Lectern.Functions.Admission;
using Lectern.Functions.Telemetry;

namespace Lectern.Functions.Status;

/// <summary>
/// What this instance has done in the last ten minutes, from the instruments that telemetry exports too. Its memory is
/// bounded: routes and codes come from the code, not from what callers send.
/// </summary>
public sealed class ActivityMeter(IMeterFactory meters, PoolMeter pool, TimeProvider time)
    : IHostedService, IDisposable
{
    public const int IntervalSeconds = 5;
    public const int MaxSamples = 120;
    private const int MaxDurations = 1024;
    private const string RequestMeter = "Microsoft.AspNetCore.Hosting";
    private const string RequestDuration = "http.server.request.duration";
    private const string Problems = "lectern.problems";
    private static readonly string[] OwnMeters = [ServingMeter.Name, "Lectern.Database"];

    // A stream lasts as long as its client wants: its duration says nothing about speed.
    private static readonly HashSet<string> StreamRoutes =
    [
        .. FunctionMetadata.Methods.Where(method => Share.Of(method) == Share.Events)
            .Select(method => FunctionMetadata.Of(method).OfType<FunctionMetadata>().Single().Route),
    ];

    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly Queue<ActivitySample> _samples = new(MaxSamples);
    private readonly Dictionary<(string Method, string Route), RouteMeter> _routes = [];
    private readonly SortedDictionary<string, RecentCounts> _problems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _sums = [];
    private readonly RecentDurations _durations = new(MaxDurations);
    private long _requests;
    private long _failures;
    private ITimer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsRequestDuration(instrument) || OwnMeters.Contains(instrument.Meter.Name))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => CountRequest(seconds, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument, value, tags));
        _listener.Start();
        var interval = TimeSpan.FromSeconds(IntervalSeconds);
        _timer = time.CreateTimer(_ => Sample(), null, interval, interval);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public SystemActivity Read()
    {
        lock (_lock)
        {
            int samples = _samples.Count;
            return new(
                IntervalSeconds,
                [.. _samples],
                [.. _routes.Values.Select(route => route.Read(samples))],
                [.. _problems.Select(one => new ProblemActivity(one.Key, one.Value.Total, one.Value.Last(samples)))],
                new SortedDictionary<string, long>(_sums, StringComparer.Ordinal));
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _listener.Dispose();
    }

    // Several hosts in one process have meters of the same name.
    private bool IsRequestDuration(Instrument instrument) => instrument.Name == RequestDuration
        && instrument.Meter.Name == RequestMeter && ReferenceEquals(instrument.Meter.Scope, meters);

    private void CountRequest(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string method = Text(tags, "http.request.method");
        string route = Text(tags, "http.route");
        bool isFailure = Text(tags, "http.response.status_code") is ['5', ..];
        lock (_lock)
        {
            if (!_routes.TryGetValue((method, route), out var counted))
            {
                _routes[(method, route)] = counted = new(method, route);
            }

            counted.Add(seconds, isFailure);
            _requests++;
            _failures += isFailure ? 1 : 0;
            if (!StreamRoutes.Contains(route))
            {
                _durations.Add(seconds);
            }
        }
    }

    private void Count(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_lock)
        {
            if (instrument.Name != Problems)
            {
                _sums[instrument.Name] = _sums.GetValueOrDefault(instrument.Name) + value;
                return;
            }

            string code = Text(tags, "code");
            if (!_problems.TryGetValue(code, out var counted))
            {
                _problems[code] = counted = new(MaxSamples);
            }

            counted.Add(value);
        }
    }

    private void Sample()
    {
        var used = pool.Read();
        lock (_lock)
        {
            if (_samples.Count == MaxSamples)
            {
                _samples.Dequeue();
            }

            var (p50, p95) = _durations.PercentilesMs();
            _samples.Enqueue(new(
                time.GetUtcNow().UtcDateTime, _requests, _failures, p50, p95, used.Used, used.Idle,
                used.PendingRequests + _sums.GetValueOrDefault(ServingMeter.Waiting.Name),
                _sums.GetValueOrDefault(ServingMeter.Subscribers.Name)));
            (_requests, _failures) = (0, 0);
            _durations.Clear();
            foreach (var route in _routes.Values)
            {
                route.Next();
            }

            foreach (var problem in _problems.Values)
            {
                problem.Next();
            }
        }
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var (key, value) in tags)
        {
            if (key == name)
            {
                return value as string ?? $"{value}";
            }
        }

        return "";
    }
}
