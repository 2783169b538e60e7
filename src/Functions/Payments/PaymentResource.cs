namespace Lectern.Functions.Payments;

internal sealed record PaymentResource()
    : Resource(40, "Payments and refunds.", PaymentJson.Default, typeof(PaymentStore), typeof(RefundStore))
{
    public override IReadOnlyList<ConstraintRule> Constraints =>
    [
        new("payments_refunded_minor_check", "is more than is left of the payment", "amountMinor",
            ProblemType.Conflict),
    ];
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Page<Payment>))]
[JsonSerializable(typeof(PaymentInput))]
[JsonSerializable(typeof(PaymentSummary))]
[JsonSerializable(typeof(Page<Refund>))]
[JsonSerializable(typeof(RefundInput))]
internal sealed partial class PaymentJson : JsonSerializerContext;
