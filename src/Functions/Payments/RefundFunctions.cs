using System.ComponentModel.DataAnnotations;
using Lectern.Functions.Http;
using Lectern.Functions.Http.Callers;
using Lectern.Functions.Http.Data;
using Lectern.Functions.Http.Idempotency;
using Lectern.Functions.Http.Json;
using Lectern.Functions.Http.Paging;
using Lectern.Functions.Http.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace Lectern.Functions.Payments;

/// <summary>What was given back of a payment.</summary>
[Authorize(Roles = Role.AdminAndStudent)]
public sealed class RefundFunctions(RefundStore refunds, PaymentStore payments, RequestDatabase database)
{
    /// <summary>The refunds of a payment, a page at a time.</summary>
    [Function("listRefunds")]
    public async Task<Results<Ok<Page<Refund>>, ProblemHttpResult>> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "payments/{id:guid}/refunds")]
        HttpRequest request,
        Guid id, [Range(1, Page<Refund>.MaxLimit)] int limit = Page<Refund>.DefaultLimit, string? cursor = null,
        string sort = "createdAt", bool count = false, CancellationToken cancellationToken = default)
    {
        var page = await refunds.ListAsync(
            id, Caller.Of(request),
            new(request, RefundStore.SortKeys, sort, limit, cursor, count), cancellationToken);
        return page.Value.Count == 0 && await payments.FindAsync(id, Caller.Of(request), cancellationToken) is null
            ? PaymentFunctions.NotFound(id)
            : TypedResults.Ok(page);
    }

    /// <summary>All refunds of a payment, as one stream.</summary>
    [Function("exportRefunds")]
    public async Task<Results<ExportResult<Refund>, ProblemHttpResult>> Export(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "payments/{id:guid}/refunds/export")]
        HttpRequest request,
        Guid id, [AllowedValues("ndjson", "csv")] string format = "ndjson",
        CancellationToken cancellationToken = default)
    {
        var caller = Caller.Of(request);
        return await payments.FindAsync(id, caller, cancellationToken) is null
            ? PaymentFunctions.NotFound(id)
            : new ExportResult<Refund>(database, RefundStore.Query(id, caller), "created_at, id", format);
    }

    /// <summary>One refund.</summary>
    [Function("getRefund")]
    public async Task<Results<Ok<Refund>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "payments/{id:guid}/refunds/{refundId:guid}")]
        HttpRequest request,
        Guid id, Guid refundId, CancellationToken cancellationToken)
    {
        var refund = await refunds.FindAsync(id, refundId, Caller.Of(request), cancellationToken);
        return refund is null
            ? ProblemType.NotFound.Result($"Payment {id} has no refund {refundId}.")
            : Answers.Found(request, refund);
    }

    /// <summary>Gives back a part of a payment, or what is left of it.</summary>
    [Authorize(Roles = Role.Admin)]
    [RequiresIdempotencyKey]
    [Body(typeof(RefundInput), Example = """{"amountMinor":1000,"reason":"A lesson was cancelled."}""")]
    [Function("createRefund")]
    public async Task<Results<Created<Refund>, ProblemHttpResult>> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "payments/{id:guid}/refunds")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<RefundInput>(request, cancellationToken);
        var refund = await refunds.CreateAsync(id, input, cancellationToken);
        return refund is null ? PaymentFunctions.NotFound(id) : Answers.Created(request, refund);
    }
}
