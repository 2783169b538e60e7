using Microsoft.Extensions.Logging;

namespace Lectern.WorkerHost.Logging;

/// <summary>The messages of this host.</summary>
internal static partial class HostMessages
{
    [LoggerMessage(Level = LogLevel.Information,
        Message = "The worker process {ProcessId} is ready: {Count} functions in {Milliseconds} ms.")]
    public static partial void WorkerReady(this ILogger logger, int processId, int count, long milliseconds);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The worker process {ProcessId} ended with exit code {ExitCode}. It is started again.")]
    public static partial void WorkerEnded(this ILogger logger, int processId, int exitCode);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The worker process {ProcessId} ended with exit code 0. The Functions host does not start such a "
            + "worker again, nor does this host: requests are answered with 503.")]
    public static partial void WorkerFinished(this ILogger logger, int processId);

    [LoggerMessage(Level = LogLevel.Critical,
        Message = "The worker crashed {Count} times in a row. It is not started again: "
            + "requests are answered with 503.")]
    public static partial void WorkerGivenUp(this ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The worker did not start again.")]
    public static partial void RestartFailed(this ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The worker process {ProcessId} is killed: it did not end within {Seconds} s.")]
    public static partial void WorkerKilled(this ILogger logger, int processId, double seconds);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The function {Function} has no HTTP trigger. This host loads it and never calls it.")]
    public static partial void NoHttpTrigger(this ILogger logger, string function);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The function {Function} failed (invocation {InvocationId}): {Reason}")]
    public static partial void InvocationFailed(
        this ILogger logger, string function, string invocationId, string reason);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "The client left the function {Function} before its end (invocation {InvocationId}).")]
    public static partial void ClientLeft(this ILogger logger, string function, string invocationId);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The request to the function {Function} could not be forwarded (invocation {InvocationId}): {Error}")]
    public static partial void ForwardingFailed(
        this ILogger logger, Exception? exception, string function, string invocationId, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No worker was ready for {Method} {Path}: 503.")]
    public static partial void NoWorker(this ILogger logger, string method, string path);
}
