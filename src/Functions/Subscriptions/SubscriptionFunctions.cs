using System.ComponentModel.DataAnnotations;
using Lectern.Functions.Http;
using Lectern.Functions.Http.Callers;
using Lectern.Functions.Http.Data;
using Lectern.Functions.Http.Json;
using Lectern.Functions.Http.Paging;
using Lectern.Functions.Http.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using static Lectern.Functions.Subscriptions.SubscriptionStatus;

namespace Lectern.Functions.Subscriptions;

/// <summary>What the students have subscribed to.</summary>
[Authorize(Roles = Role.AdminAndStudent)]
public sealed class SubscriptionFunctions(SubscriptionStore subscriptions, RequestDatabase database)
{
    /// <summary>Subscriptions, a page at a time.</summary>
    [Function("listSubscriptions")]
    public async Task<Ok<Page<Subscription>>> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "subscriptions")] HttpRequest request,
        [Range(1, Page<Subscription>.MaxLimit)] int limit = Page<Subscription>.DefaultLimit, string? cursor = null,
        string sort = "createdAt", bool count = false, Guid? studentId = null,
        [AllowedValues(Active, Paused, Cancelled, Expired)] string? status = null, DateOnly? endingBefore = null,
        CancellationToken cancellationToken = default)
    {
        var page = new PageRequest<Subscription>(
            request, SubscriptionStore.SortKeys, sort, limit, cursor, count);
        return TypedResults.Ok(await subscriptions.ListAsync(
            new(studentId, status, endingBefore), Caller.Of(request), page, cancellationToken));
    }

    /// <summary>All subscriptions that the filters let through, as one stream.</summary>
    [Function("exportSubscriptions")]
    public ExportResult<Subscription> Export(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "subscriptions/export")] HttpRequest request,
        [AllowedValues("ndjson", "csv")] string format = "ndjson", Guid? studentId = null,
        [AllowedValues(Active, Paused, Cancelled, Expired)] string? status = null, DateOnly? endingBefore = null) =>
        new(database, SubscriptionStore.Query(new(studentId, status, endingBefore), Caller.Of(request)),
            "created_at, id", format);

    /// <summary>One subscription.</summary>
    [Function("getSubscription")]
    public async Task<Results<Ok<Subscription>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "subscriptions/{id:guid}")]
        HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var subscription = await subscriptions.FindAsync(id, Caller.Of(request), cancellationToken);
        return subscription is null ? NotFound(id) : Answers.Found(request, subscription);
    }

    /// <summary>Makes a subscription, which runs from the start.</summary>
    [Authorize(Roles = Role.Admin)]
    [Body(typeof(SubscriptionInput), Example = """
        {"studentId":"0198e5a1-7320-783a-8dd8-eb4e26206a55","plan":"weekly",
         "amountMinor":4900,"currency":"EUR","interval":"month","startsOn":"2026-12-01"}
        """)]
    [Refuses("overlap")]
    [Function("createSubscription")]
    public async Task<Created<Subscription>> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "subscriptions")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<SubscriptionInput>(request, cancellationToken);
        var subscription = await subscriptions.CreateAsync(input, cancellationToken);
        return Answers.Created(request, subscription);
    }

    /// <summary>Changes the terms of a subscription that the merge patch names.</summary>
    [Authorize(Roles = Role.Admin)]
    [Body(typeof(SubscriptionTerms), IsPatch = true, Example = """{"endsOn":"2027-06-30"}""")]
    [Refuses("overlap")]
    [Function("updateSubscription")]
    public async Task<Results<Ok<Subscription>, ProblemHttpResult>> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "subscriptions/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var patch = await JsonBody.ReadPatchAsync<SubscriptionTerms>(request, cancellationToken);
        var subscription = await subscriptions.UpdateAsync(id, patch, ETag.IfMatch(request), cancellationToken);
        if (subscription is null)
        {
            return await subscriptions.FindAsync(id, Caller.Of(request), cancellationToken) is { } present
                ? ETag.Stale(present.Version)
                : NotFound(id);
        }

        return Answers.Changed(request, subscription);
    }

    internal static ProblemHttpResult NotFound(Guid id) =>
        ProblemType.NotFound.Result($"There is no subscription {id}.");
}
