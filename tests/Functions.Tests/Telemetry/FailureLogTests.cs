using System.Diagnostics;
using Lectern.Functions.Telemetry;
using Lectern.Functions.Tests.Support;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Telemetry;

public sealed class FailureLogTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly Lines _lines = new();
    private readonly Activity _request = new Activity("GET /students").Start();

    [Fact]
    public void A_flood_is_one_line_and_a_count_and_the_stack_comes_once_in_ten_minutes()
    {
        using var log = new FailureLog(_time, _lines);
        for (int i = 0; i < 413; i++)
        {
            log.Write("database-unavailable", Failure(), _request);
        }

        string first = Assert.Single(_lines.Written);
        Assert.StartsWith("GET /students failed with database-unavailable, trace ", first, StringComparison.Ordinal);
        Assert.Contains("   at ", first, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("database-unavailable (NpgsqlException): 412 more in 10 s", _lines.Written[^1]);

        _time.Advance(TimeSpan.FromSeconds(10));
        log.Write("database-unavailable", Failure(), _request);
        Assert.Equal(3, _lines.Written.Count);
        Assert.DoesNotContain('\n', _lines.Written[^1]);

        _time.Advance(TimeSpan.FromMinutes(10));
        log.Write("database-unavailable", Failure(), _request);
        Assert.Contains("   at ", _lines.Written[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Another_kind_is_not_silenced()
    {
        using var log = new FailureLog(_time, _lines);
        log.Write("database-unavailable", Failure(), _request);
        log.Write("database-timeout", Failure(), _request);

        Assert.Equal(2, _lines.Written.Count);
    }

    public void Dispose() => _request.Dispose();

    private static NpgsqlException Failure()
    {
        try
        {
            throw new NpgsqlException("It does not answer.");
        }
        catch (NpgsqlException thrown)
        {
            return thrown;
        }
    }

    private sealed class Lines : ILogger<FailureLog>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Written.Add(formatter(state, exception));
    }
}
