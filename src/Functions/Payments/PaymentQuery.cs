namespace Lectern.Functions.Payments;

public sealed record PaymentQuery : ListQuery<Payment>
{
    /// <summary>Only this student's.</summary>
    public Guid? StudentId { get; init; }
    /// <summary>Only what was paid on this day (in UTC) or later.</summary>
    public DateOnly? From { get; init; }
    /// <summary>Only what was paid on this day (in UTC) or earlier.</summary>
    public DateOnly? To { get; init; }
    /// <summary>Only what is in this state.</summary>
    [AllowedValues("succeeded", "partially_refunded", "refunded")]
    public string? Status { get; init; }
}

/// <summary>Which payments a summary adds up.</summary>
public sealed record PaymentSummaryQuery
{
    /// <inheritdoc cref="PaymentQuery.From"/>
    public DateOnly? From { get; init; }

    /// <inheritdoc cref="PaymentQuery.To"/>
    public DateOnly? To { get; init; }
}
