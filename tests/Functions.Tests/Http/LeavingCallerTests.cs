using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using Lectern.Functions.Tests.Students;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>Who leaves before the answer is no fault of ours, and an operator is not woken for it.</summary>
public sealed class LeavingCallerTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_caller_who_leaves_is_told_of_once_and_as_information()
    {
        using var log = new Recorder();
        api.Host.AddLog(log);
        var (path, _) = await NewStudent.CreateAsync(api);
        await using var held = await HeldLock.OfRowsAsync(api, "students");

        using (var caller = new TcpClient())
        {
            await caller.ConnectAsync("127.0.0.1", api.Client.BaseAddress!.Port, TestContext.Current.CancellationToken);
            const string body = """{"grade":1}""";
            await caller.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"PATCH {new Uri(path).AbsolutePath} HTTP/1.1\r\nHost: x\r\n"
                    + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"),
                TestContext.Current.CancellationToken);
            await UntilAsync(() => Sql.Scalar<long>(
                api.Database.SuperuserConnectionString,
                "select count(*) from pg_stat_activity "
                + "where wait_event_type = 'Lock' and datname = current_database()") == 1);
        }

        await UntilAsync(() => !log.Lines.IsEmpty);
        await held.ReleaseAsync();
        await api.GetAsync(path);
        var (level, text) = Assert.Single(log.Lines);
        Assert.Equal(LogLevel.Information, level);
        Assert.Contains("the client left", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_stops_sending_after_a_refusal_is_no_error()
    {
        // On Kestrel: the Functions host passes on no answer before it has the body (docs/hosts.md, early-refusal).
        await using var kestrel = new InProcessApi(api.Server);
        await kestrel.InitializeAsync();
        using var log = new Recorder("Microsoft.AspNetCore.Diagnostics");
        kestrel.Host.AddLog(log);
        for (int time = 0; time < 20; time++)
        {
            using var caller = new TcpClient();
            await caller.ConnectAsync(
                "127.0.0.1", kestrel.Client.BaseAddress!.Port, TestContext.Current.CancellationToken);
            await caller.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"POST /api/students HTTP/1.1\r\nHost: x\r\nContent-Length: {Functions.Http.BodyLimit.MaxBytes + 1}"
                    + "\r\n\r\n "),
                TestContext.Current.CancellationToken);
            using var answer = new StreamReader(caller.GetStream());
            Assert.StartsWith(
                "HTTP/1.1 413", await answer.ReadLineAsync(TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
        }

        Assert.Empty(log.Lines);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (int look = 0; !condition(); look++)
        {
            Assert.True(look < 500, "It did not come to pass within 10 seconds.");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What an operator gets to read.</summary>
    private sealed class Recorder(string category = "Lectern.Functions") : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = [];

        // Not what the host beside the worker logs of its own accord.
        public ILogger CreateLogger(string categoryName) =>
            categoryName.StartsWith(category, StringComparison.Ordinal) ? this : NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Lines.Enqueue((logLevel, formatter(state, exception)));

        public void Dispose()
        {
        }
    }
}
