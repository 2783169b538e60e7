namespace Lectern.Functions.Payments;

/// <summary>A refund, as the API returns it. It never changes.</summary>
[Sort("createdAt")]
public sealed record Refund : IRow
{
    public required Guid Id { get; init; }
    /// <summary>The payment that is refunded.</summary>
    public required Guid PaymentId { get; init; }
    /// <summary>The amount of the refund, in minor units.</summary>
    public long AmountMinor { get; init; }
    /// <summary>The payment's currency, ISO 4217.</summary>
    public required string Currency { get; init; }
    /// <summary>The reason for the refund.</summary>
    public required string Reason { get; init; }
    public DateTime CreatedAt { get; init; }
    /// <summary>The only version that a refund has; the caller sees it as the ETag.</summary>
    [JsonIgnore]
    public int Version { get; } = 1;
}

/// <summary>What a caller writes of a refund.</summary>
public sealed record RefundInput
{
    public const int MaxReasonLength = 500;

    [Money(1)] public required long AmountMinor { get; init; }
    [Text(MaxReasonLength)] public required string Reason { get; init; }
}
