using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Lectern.Faults.Tests.Schools;

/// <summary>Counts what the instances log as a warning or an error, and keeps the first lines.</summary>
internal sealed class WarningLog : ILoggerProvider
{
    private const int Kept = 200;

    private readonly ConcurrentQueue<string> _lines = new();
    private int _count;

    /// <summary>The number of lines since the last <see cref="Clear"/>.</summary>
    public int Count => _count;

    /// <summary>The first lines since the last <see cref="Clear"/>.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public void Clear()
    {
        _lines.Clear();
        Interlocked.Exchange(ref _count, 0);
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private void Add(string line)
    {
        if (Interlocked.Increment(ref _count) <= Kept)
        {
            _lines.Enqueue(line);
        }
    }

    private sealed class Logger(WarningLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                // Without the stack, which a message of the worker has below its first line.
                string message = formatter(state, exception).Split('\n')[0];
                log.Add($"{logLevel} {category}: {message} {exception?.Message}");
            }
        }
    }
}
