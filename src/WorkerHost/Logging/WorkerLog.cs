using System.Collections.Concurrent;
using Lectern.WorkerHost.Rpc.Messages;
using Microsoft.Extensions.Logging;

namespace Lectern.WorkerHost.Logging;

/// <summary>Hands the worker's log messages to the loggers of their categories, with their level.</summary>
internal sealed class WorkerLog(ILoggerFactory loggers)
{
    private readonly ConcurrentDictionary<string, ILogger> _loggers = new();

    public void Write(RpcLog entry)
    {
        var level = (LogLevel)entry.Level;
        if (level is < LogLevel.Trace or >= LogLevel.None
            || entry.LogCategory == RpcLog.Types.RpcLogCategory.CustomMetric)
        {
            return;
        }

        string category = entry.Category.Length > 0 ? entry.Category : HostCategories.Worker;
        var exception = entry.Exception is { } thrown ? new WorkerSideException(thrown) : null;
        _loggers.GetOrAdd(category, loggers.CreateLogger)
            .Log(level, default, entry.Message, exception, static (message, _) => message);
    }

    /// <summary>An exception of the worker's process: its text, as it came over the wire.</summary>
    private sealed class WorkerSideException(RpcException thrown) : Exception(thrown.Message)
    {
        public override string? StackTrace => thrown.StackTrace;
    }
}
