namespace Lectern.Functions.Payments;

/// <summary>A payment, as the API returns it.</summary>
[Sort("createdAt", "paidAt")]
public sealed record Payment : IMutableRow
{
    public required Guid Id { get; init; }
    /// <summary>The student the payment is for.</summary>
    public required Guid StudentId { get; init; }
    /// <summary>The subscription the payment is for. It must be the student's.</summary>
    public Guid? SubscriptionId { get; init; }
    /// <summary>What was paid, in minor units.</summary>
    public long AmountMinor { get; init; }
    /// <summary>The amount of all refunds, in minor units.</summary>
    public long RefundedMinor { get; init; }
    /// <summary>The currency of both, ISO 4217.</summary>
    public required string Currency { get; init; }
    /// <summary>card, cash or transfer.</summary>
    [AllowedValues("card", "cash", "transfer")] public required string Method { get; init; }
    /// <summary>The number of the payment at a bank or a card company.</summary>
    public string? Reference { get; init; }
    /// <summary>When the payment was made.</summary>
    public DateTime PaidAt { get; init; }
    /// <summary>succeeded, partially_refunded or refunded, according to the two amounts.</summary>
    [AllowedValues("succeeded", "partially_refunded", "refunded")] public required string Status { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }
    /// <summary>Counted up by every refund; the caller sees it as the ETag.</summary>
    [JsonIgnore] public int Version { get; init; }
}

/// <summary>What a caller writes of a payment. Afterwards, only refunds change it.</summary>
public sealed record PaymentInput
{
    public const int MaxReferenceLength = 200;

    public required Guid StudentId { get; init; }
    public Guid? SubscriptionId { get; init; }
    [Money(1)] public required long AmountMinor { get; init; }
    [Currency] public required string Currency { get; init; }

    [AllowedValues("card", "cash", "transfer", ErrorMessage = "must be card, cash or transfer")]
    public required string Method { get; init; }
    [Text(MaxReferenceLength)] public string? Reference { get; init; }
    [Calendar] public required DateTime PaidAt { get; init; }
}
