using System.Diagnostics.Metrics;
using Lectern.Functions.Status;
using Lectern.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Lectern.Functions.Tests.Status;

public sealed class ActivityMeterTests : IAsyncLifetime
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ManualTime _time = new();
    private readonly PoolMeter _pool = new();
    private readonly ActivityMeter _activity;
    private readonly Histogram<double> _durations;

    public ActivityMeterTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _durations = Durations(meters);
        _activity = new(meters, _pool, _time);
    }

    public async ValueTask InitializeAsync() => await _activity.StartAsync(TestContext.Current.CancellationToken);

    [Fact]
    public void It_keeps_the_last_120_intervals_and_counts_all_requests()
    {
        for (int interval = 1; interval <= ActivityMeter.MaxSamples + 5; interval++)
        {
            Record("/students", 200, seconds: interval > 5 ? 0.01 : 7);
            _time.Advance(TimeSpan.FromSeconds(ActivityMeter.IntervalSeconds));
        }

        Record("/students", 200, seconds: 0.01);

        var read = _activity.Read();
        Assert.Equal(ActivityMeter.MaxSamples, read.Samples.Count);
        Assert.All(read.Samples, sample => Assert.Equal((1, 10, 10), (sample.Requests, sample.P50Ms, sample.P95Ms)));
        var route = Assert.Single(read.Routes);
        Assert.Equal(("/students", ActivityMeter.MaxSamples + 6L), (route.Route, route.Requests));
        Assert.Equal(Enumerable.Repeat(1L, ActivityMeter.MaxSamples), route.Recent);
    }

    [Fact]
    public void A_route_that_is_first_called_later_has_zeros_before()
    {
        Record("/students", 200, seconds: 0.01);
        _time.Advance(TimeSpan.FromSeconds(ActivityMeter.IntervalSeconds));
        Record("/tutors", 200, seconds: 0.01);
        Record("/tutors", 200, seconds: 0.01);
        _time.Advance(TimeSpan.FromSeconds(ActivityMeter.IntervalSeconds));

        var routes = _activity.Read().Routes.ToDictionary(route => route.Route, route => route.Recent);

        Assert.Equal([1, 0], routes["/students"]);
        Assert.Equal([0, 2], routes["/tutors"]);
    }

    [Fact]
    public void Failures_are_counted_and_the_length_of_an_event_stream_is_no_latency()
    {
        Record("/students", 500, seconds: 0.02);
        Record("/students", 499, seconds: 0.01);
        Record("/conversations/{id}/events", 200, seconds: 200);
        _time.Advance(TimeSpan.FromSeconds(ActivityMeter.IntervalSeconds));

        var sample = Assert.Single(_activity.Read().Samples);

        Assert.Equal((3, 1, 10, 20), (sample.Requests, sample.Failures, sample.P50Ms, sample.P95Ms));
    }

    [Fact]
    public void Requests_of_another_host_in_the_process_are_not_counted()
    {
        using var others = new ServiceCollection().AddMetrics().BuildServiceProvider();

        Durations(others.GetRequiredService<IMeterFactory>()).Record(1);

        Assert.Empty(_activity.Read().Routes);
    }

    public async ValueTask DisposeAsync()
    {
        await _activity.StopAsync(CancellationToken.None);
        _activity.Dispose();
        _pool.Dispose();
        await _services.DisposeAsync();
    }

    private static Histogram<double> Durations(IMeterFactory meters) =>
        meters.Create("Microsoft.AspNetCore.Hosting").CreateHistogram<double>("http.server.request.duration");

    private void Record(string route, int status, double seconds) => _durations.Record(
        seconds,
        new("http.request.method", "GET"),
        new("http.route", route),
        new("http.response.status_code", status));
}
