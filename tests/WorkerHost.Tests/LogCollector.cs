using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Lectern.WorkerHost.Tests;

/// <summary>Keeps what a host logs, and lets a test wait for a message.</summary>
public sealed class LogCollector : ILoggerFactory
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();
    private readonly ConcurrentDictionary<TaskCompletionSource<LogEntry>, Func<LogEntry, bool>> _waiting = new();

    public IReadOnlyCollection<LogEntry> Entries => _entries;

    /// <summary>The first message that contains the text, now or later.</summary>
    public async Task<LogEntry> WaitForAsync(string text)
    {
        bool Matches(LogEntry entry) => entry.Message.Contains(text, StringComparison.Ordinal);
        var source = new TaskCompletionSource<LogEntry>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[source] = Matches;
        if (_entries.FirstOrDefault(Matches) is { } entry)
        {
            source.TrySetResult(entry);
        }

        try
        {
            return await source.Task.WaitAsync(SampleHost.Timeout, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"No message contains '{text}':\n{string.Join('\n', _entries)}");
        }
        finally
        {
            _waiting.TryRemove(source, out _);
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private void Add(LogEntry entry)
    {
        _entries.Enqueue(entry);
        foreach (var (source, matches) in _waiting)
        {
            if (matches(entry))
            {
                source.TrySetResult(entry);
            }
        }
    }

    private sealed class Logger(LogCollector log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            log.Add(new(category, logLevel, $"{formatter(state, exception)} {exception?.Message}".TrimEnd()));
    }
}

public sealed record LogEntry(string Category, LogLevel Level, string Message);
