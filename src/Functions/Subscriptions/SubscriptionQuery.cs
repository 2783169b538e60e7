using static Lectern.Functions.Subscriptions.SubscriptionStatus;

namespace Lectern.Functions.Subscriptions;

public sealed record SubscriptionQuery : ListQuery<Subscription>
{
    /// <summary>Only this student's.</summary>
    public Guid? StudentId { get; init; }
    /// <summary>Only what is in this state.</summary>
    [AllowedValues(Active, Paused, Cancelled, Expired)] public string? Status { get; init; }
    /// <summary>Only what ends before this day.</summary>
    public DateOnly? EndingBefore { get; init; }
}
