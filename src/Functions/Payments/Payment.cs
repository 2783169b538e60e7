namespace Lectern.Functions.Payments;

/// <summary>A payment, as the API answers it.</summary>
[Sort("createdAt", "paidAt")]
public sealed record Payment : IMutableRow
{
    public required Guid Id { get; init; }

    /// <summary>The student for whom was paid.</summary>
    public required Guid StudentId { get; init; }

    /// <summary>The subscription for which was paid, one of the student's.</summary>
    public Guid? SubscriptionId { get; init; }

    /// <summary>What was paid, in minor units.</summary>
    public long AmountMinor { get; init; }

    /// <summary>What was given back of it, in minor units.</summary>
    public long RefundedMinor { get; init; }

    /// <summary>The currency of both, ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>card, cash or transfer.</summary>
    [AllowedValues("card", "cash", "transfer")] public required string Method { get; init; }

    /// <summary>What the payment is known by elsewhere: a bank's or a card company's number.</summary>
    public string? Reference { get; init; }

    /// <summary>When was paid.</summary>
    public DateTime PaidAt { get; init; }

    /// <summary>succeeded, partially_refunded or refunded: what the two amounts say.</summary>
    [AllowedValues("succeeded", "partially_refunded", "refunded")] public required string Status { get; init; }

    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }

    /// <summary>Counted up by every refund; the caller sees it as the ETag.</summary>
    [JsonIgnore] public int Version { get; init; }
}

/// <summary>What a caller writes of a payment. It is a fact from then on: only a refund changes it.</summary>
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
