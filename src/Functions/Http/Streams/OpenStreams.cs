using System.Security.Claims;
using System.Threading.RateLimiting;
using Lectern.Functions.Admission;

namespace Lectern.Functions.Http.Streams;

/// <summary>A stream that stays open as long as its client reads.</summary>
public enum StreamKind
{
    Export,
    Events,
}

/// <summary>Counts the open streams of this instance, and refuses more than it or a caller may have.</summary>
public sealed class OpenStreams(AdmissionSettings settings) : IDisposable
{
    private readonly PartitionedRateLimiter<(StreamKind Kind, string? Caller)> _places =
        PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<(StreamKind Kind, string? Caller), (StreamKind Kind, string? Caller)>(
                stream => stream.Caller is null
                    ? RateLimitPartition.GetNoLimiter(stream)
                    : RateLimitPartition.GetConcurrencyLimiter(stream, key => Limit(key.Kind is StreamKind.Export
                        ? settings.ExportsPerCaller
                        : settings.EventsPerCaller))),
            PartitionedRateLimiter.Create<(StreamKind Kind, string? Caller), StreamKind>(
                stream => RateLimitPartition.GetConcurrencyLimiter(stream.Kind, kind => Limit(kind is StreamKind.Export
                    ? settings.Exports
                    : settings.Events))));

    /// <summary>Takes a place, which the caller gives back.</summary>
    /// <exception cref="ProblemException">429 too-many-streams.</exception>
    public static IDisposable Open(HttpContext context, StreamKind kind)
    {
        var streams = context.RequestServices.GetRequiredService<OpenStreams>();
        // A developer without X-Dev-User is nobody in particular.
        string? caller = context.User.FindFirstValue(ClaimTypes.NameIdentifier);
        var place = streams._places.AttemptAcquire((kind, caller));
        if (place.IsAcquired)
        {
            return place;
        }

        place.Dispose();
        throw ProblemType.TooManyStreams.Exception(streams.Refusal(kind));
    }

    public void Dispose() => _places.Dispose();

    private string Refusal(StreamKind kind) => kind is StreamKind.Export
        ? $"A caller may have {settings.ExportsPerCaller} exports open, and this instance {settings.Exports}. "
            + "Try again when one has ended."
        : $"A caller may have {settings.EventsPerCaller} event streams open, and this instance {settings.Events}. "
            + "Close one, or try again later.";

    private static ConcurrencyLimiterOptions Limit(int streams) => new() { PermitLimit = streams, QueueLimit = 0 };
}
