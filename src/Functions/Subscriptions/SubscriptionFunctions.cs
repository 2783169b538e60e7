namespace Lectern.Functions.Subscriptions;

/// <summary>What the students have subscribed to.</summary>
[Access(Read = Role.AdminAndStudent, Write = Role.Admin)]
public sealed class SubscriptionFunctions(SubscriptionStore subscriptions)
{
    /// <summary>Subscriptions, a page at a time.</summary>
    [Query(typeof(SubscriptionQuery))]
    [Function("listSubscriptions")]
    public Task<Ok<Page<Subscription>>> List(
        [HttpTrigger(Anonymous, "get", "head", Route = "subscriptions")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.ListedAsync(
            request, (SubscriptionQuery query) => subscriptions.List(query, Caller.Of(request)), cancellationToken);

    /// <summary>All subscriptions that match the filters, as one stream.</summary>
    [Query(typeof(SubscriptionQuery), ForExport = true)]
    [Function("exportSubscriptions")]
    public ExportResult<Subscription> Export(
        [HttpTrigger(Anonymous, "get", "head", Route = "subscriptions/export")] HttpRequest request) =>
        Answers.Exported(request, (SubscriptionQuery query) => subscriptions.List(query, Caller.Of(request)));

    /// <summary>One subscription.</summary>
    [Function("getSubscription")]
    public async Task<Results<Ok<Subscription>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(Anonymous, "get", "head", Route = "subscriptions/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken) =>
        Answers.Found(
            request, await subscriptions.FindAsync(id, Caller.Of(request), cancellationToken), $"subscription {id}");

    /// <summary>Creates an active subscription.</summary>
    [Body(typeof(SubscriptionInput), Example = """
        {"studentId":"0198e5a1-7320-783a-8dd8-eb4e26206a55","plan":"weekly",
         "amountMinor":4900,"currency":"EUR","interval":"month","startsOn":"2026-12-01"}
        """)]
    [Refuses("overlap")]
    [Function("createSubscription")]
    public async Task<Created<Subscription>> Create(
        [HttpTrigger(Anonymous, "post", Route = "subscriptions")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<SubscriptionInput>(request, cancellationToken);
        return Answers.Created(request, await subscriptions.CreateAsync(input, cancellationToken));
    }

    /// <summary>Changes the terms of a subscription that the merge patch names.</summary>
    [Body(typeof(SubscriptionTerms), IsPatch = true, Example = """{"endsOn":"2027-06-30"}""")]
    [Refuses("overlap")]
    [Function("updateSubscription")]
    public async Task<Results<Ok<Subscription>, ProblemHttpResult>> Update(
        [HttpTrigger(Anonymous, "patch", Route = "subscriptions/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var patch = await JsonBody.ReadPatchAsync<SubscriptionTerms>(request, cancellationToken);
        var subscription = await subscriptions.UpdateAsync(id, patch, ETag.IfMatch(request), cancellationToken);
        return await Answers.ChangedAsync(
            request, subscription, $"subscription {id}",
            () => subscriptions.FindAsync(id, Caller.Of(request), cancellationToken));
    }
}
