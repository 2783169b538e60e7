using Microsoft.Extensions.Logging;

namespace Lectern.WorkerHost.SampleWorker;

internal static partial class SampleLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The slow function has started.")]
    public static partial void SlowStarted(this ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The slow function was cancelled.")]
    public static partial void SlowCancelled(this ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A warning of the function for {Method}.")]
    public static partial void Logged(this ILogger logger, string method);
}
