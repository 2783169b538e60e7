namespace Lectern.Functions.Subscriptions;

/// <summary>A subscription, as the API returns it.</summary>
[Sort("createdAt", "startsOn")]
public sealed record Subscription : IMutableRow
{
    public required Guid Id { get; init; }
    /// <summary>Whose subscription it is.</summary>
    public required Guid StudentId { get; init; }
    /// <summary>The plan. A student has at most one live subscription of a plan at a time.</summary>
    public required string Plan { get; init; }
    /// <summary>The price of an interval, in minor units.</summary>
    public long AmountMinor { get; init; }
    /// <summary>The price's currency, ISO 4217.</summary>
    public required string Currency { get; init; }
    /// <summary>The interval that the price is for: a month, a term or a year.</summary>
    [AllowedValues("month", "term", "year")] public required string Interval { get; init; }
    /// <summary>The first day.</summary>
    public DateOnly StartsOn { get; init; }
    /// <summary>The last day; null if none is agreed.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>active, paused, cancelled, or expired from the day after the last day (in UTC).</summary>
    [AllowedValues(
        SubscriptionStatus.Active, SubscriptionStatus.Paused, SubscriptionStatus.Cancelled, SubscriptionStatus.Expired)]
    public required string Status { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }
    /// <summary>Another one after every change, and after the last day; the caller sees it as the ETag.</summary>
    [JsonIgnore] public int Version { get; init; }
}

/// <summary>The terms of a subscription.</summary>
public record SubscriptionTerms
{
    public const int MaxPlanLength = 100;

    [Text(MaxPlanLength)] public required string Plan { get; init; }
    [Money(0)] public required long AmountMinor { get; init; }
    [Currency] public required string Currency { get; init; }

    [AllowedValues("month", "term", "year", ErrorMessage = "must be month, term or year")]
    public required string Interval { get; init; }
    [Calendar] public required DateOnly StartsOn { get; init; }
    [Calendar] public DateOnly? EndsOn { get; init; }
}

/// <summary>What a caller writes of a new subscription.</summary>
public sealed record SubscriptionInput : SubscriptionTerms
{
    public required Guid StudentId { get; init; }
}

public static class SubscriptionStatus
{
    public const string Active = "active";
    public const string Paused = "paused";
    public const string Cancelled = "cancelled";

    /// <summary>Over since its last day. Never written: it becomes true without anybody's doing.</summary>
    public const string Expired = "expired";
}
