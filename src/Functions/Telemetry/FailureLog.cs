using System.Collections.Concurrent;
using System.Diagnostics;

namespace Lectern.Functions.Telemetry;

/// <summary>
/// Logs failures that are known, such as a database that cannot be reached, without a flood: of one kind, one line and
/// then the count of the others every ten seconds, and its stack once in ten minutes.
/// </summary>
public sealed partial class FailureLog(TimeProvider time, ILogger<FailureLog> logger) : IDisposable
{
    private readonly ConcurrentDictionary<string, FailureKind> _kinds = new();

    /// <summary>Logs a failure, or counts it.</summary>
    /// <param name="code">The code of the problem that was answered.</param>
    /// <param name="failure">The server's own message is not logged, because it quotes rows.</param>
    /// <param name="request">The request that failed.</param>
    public void Write(string code, Exception failure, Activity request)
    {
        string type = (failure as PostgresException)?.SqlState ?? failure.GetType().Name;
        var kind = _kinds.GetOrAdd($"{code} ({type})", name => new(
            time, (count, seconds) => Repeated(logger, name, count, seconds)));
        if (kind.MayWrite(out bool hasStack))
        {
            string reason = failure is PostgresException refused
                ? $"the database refused, {ServerRefusal.Describe(refused)}"
                : failure.Message;
            Failed(
                logger, request.DisplayName, code, request.TraceId, reason,
                hasStack ? $"\n{failure.StackTrace}" : null);
        }
    }

    public void Dispose()
    {
        foreach (var kind in _kinds.Values)
        {
            kind.Dispose();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Request} failed with {Code}, trace {TraceId}: {Reason}{Stack}")]
    private static partial void Failed(
        ILogger logger, string request, string code, ActivityTraceId traceId, string reason, string? stack);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind}: {Count} more in {Seconds} s")]
    private static partial void Repeated(ILogger logger, string kind, int count, double seconds);
}
