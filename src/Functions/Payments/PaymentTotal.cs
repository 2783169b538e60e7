namespace Lectern.Functions.Payments;

/// <summary>
/// What was paid in a month in a currency. A refund counts in the month of its payment, so that a month's net is what
/// was kept of that month's payments.
/// </summary>
public sealed record PaymentTotal
{
    /// <summary>The month in UTC, for example 2026-09.</summary>
    [Example("\"2026-09\"")] public required string Month { get; init; }
    /// <summary>The currency, ISO 4217.</summary>
    public required string Currency { get; init; }
    /// <summary>The payments, in minor units: a whole number that may be larger than 64 bits.</summary>
    public decimal PaidMinor { get; init; }
    /// <summary>The amount of all refunds, in minor units.</summary>
    public decimal RefundedMinor { get; init; }
    /// <summary>The difference, in minor units.</summary>
    public decimal NetMinor { get; init; }
    /// <summary>How many payments there were.</summary>
    public long Count { get; init; }
}

/// <summary>The totals, in the order of months and currencies.</summary>
/// <param name="Value">One for each month and currency with payments.</param>
public sealed record PaymentSummary(IReadOnlyList<PaymentTotal> Value);
