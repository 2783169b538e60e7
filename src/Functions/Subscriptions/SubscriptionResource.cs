namespace Lectern.Functions.Subscriptions;

internal sealed record SubscriptionResource()
    : Resource(30, "The plans, prices and periods of students.", SubscriptionJson.Default, typeof(SubscriptionStore))
{
    public override IReadOnlyList<ConstraintRule> Constraints =>
        [new("subscriptions_ends_on_check", "must not be before startsOn")];
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Page<Subscription>))]
[JsonSerializable(typeof(SubscriptionInput))]
[JsonSerializable(typeof(SubscriptionTerms))]
internal sealed partial class SubscriptionJson : JsonSerializerContext;
