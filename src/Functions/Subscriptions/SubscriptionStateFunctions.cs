using static Lectern.Functions.Subscriptions.SubscriptionStatus;

namespace Lectern.Functions.Subscriptions;

/// <summary>The ways between a subscription's states; any other is refused.</summary>
[Access(Write = Role.Admin)]
public sealed class SubscriptionStateFunctions(SubscriptionStore subscriptions)
{
    /// <summary>Pauses a subscription that is active.</summary>
    [Refuses("invalid-transition")]
    [Function("pauseSubscription")]
    public Task<Results<Ok<Subscription>, ProblemHttpResult>> Pause(
        [HttpTrigger(Anonymous, "put", Route = "subscriptions/{id:guid}/pause")] HttpRequest request,
        Guid id, CancellationToken cancellationToken) =>
        MoveAsync(request, id, [Active], Paused, cancellationToken);

    /// <summary>Ends the pause of a subscription that is paused.</summary>
    [Refuses("invalid-transition")]
    [Function("resumeSubscription")]
    public Task<Results<Ok<Subscription>, ProblemHttpResult>> Resume(
        [HttpTrigger(Anonymous, "delete", Route = "subscriptions/{id:guid}/pause")] HttpRequest request,
        Guid id, CancellationToken cancellationToken) =>
        MoveAsync(request, id, [Paused], Active, cancellationToken);

    /// <summary>Cancels a subscription that is active or paused. This cannot be undone.</summary>
    [Refuses("invalid-transition")]
    [Function("cancelSubscription")]
    public Task<Results<Ok<Subscription>, ProblemHttpResult>> Cancel(
        [HttpTrigger(Anonymous, "put", Route = "subscriptions/{id:guid}/cancellation")] HttpRequest request,
        Guid id, CancellationToken cancellationToken) =>
        MoveAsync(request, id, [Active, Paused], Cancelled, cancellationToken);

    private async Task<Results<Ok<Subscription>, ProblemHttpResult>> MoveAsync(
        HttpRequest request, Guid id, string[] from, string to, CancellationToken cancellationToken) =>
        await Answers.ChangedAsync(
            request, await subscriptions.MoveAsync(id, from, to, ETag.IfMatch(request), cancellationToken),
            $"subscription {id}", () => subscriptions.FindAsync(id, Caller.Of(request), cancellationToken),
            present => ProblemType.InvalidTransition.Result(
                $"The subscription is {present.Status}; only from {string.Join(" or ", from)} can it become {to}."));
}
