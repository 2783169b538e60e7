using System.Net;

namespace Lectern.Faults.Tests.Overload;

/// <summary>One answer of an instance.</summary>
/// <param name="Status">Its status.</param>
/// <param name="HasRetryAfter">Whether it says when to try again.</param>
/// <param name="Took">How long it took.</param>
/// <param name="At">When it came, from the begin of the load.</param>
internal sealed record Answered(HttpStatusCode Status, bool HasRetryAfter, TimeSpan Took, TimeSpan At)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>429, or 503 with Retry-After.</summary>
    public bool IsRefusal =>
        HasRetryAfter && Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;

    /// <returns>The time that half of the answers took at most; zero without answers.</returns>
    public static TimeSpan Median(IEnumerable<Answered> answers)
    {
        TimeSpan[] times = [.. answers.Select(answer => answer.Took).Order()];
        return times.Length == 0 ? TimeSpan.Zero : times[times.Length / 2];
    }
}
