using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Lectern.WorkerHost.Processes;

/// <summary>Logs the lines that the worker prints and keeps the last ones for the message of a failed start.</summary>
internal sealed class WorkerOutput(ILogger logger)
{
    private const int KeptLines = 30;

    private readonly ConcurrentQueue<string> _lines = new();

    public string LastLines => string.Join(Environment.NewLine, _lines);

    public async Task ReadAsync(StreamReader stream, LogLevel level, CancellationToken cancellationToken)
    {
        while (await stream.ReadLineAsync(cancellationToken) is { } line)
        {
            _lines.Enqueue(line);
            while (_lines.Count > KeptLines && _lines.TryDequeue(out _))
            {
            }

            logger.Log(level, default, line, null, static (text, _) => text);
        }
    }
}
