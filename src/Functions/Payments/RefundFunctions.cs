using Lectern.Functions.Http.Idempotency;

namespace Lectern.Functions.Payments;

/// <summary>What was given back of a payment.</summary>
[Access(Read = Role.AdminAndStudent, Write = Role.Admin)]
public sealed class RefundFunctions(RefundStore refunds, PaymentStore payments)
{
    /// <summary>The refunds of a payment, a page at a time.</summary>
    [Query(typeof(ListQuery<Refund>))]
    [Function("listRefunds")]
    public async Task<Results<Ok<Page<Refund>>, ProblemHttpResult>> List(
        [HttpTrigger(Anonymous, "get", "head", Route = "payments/{id:guid}/refunds")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var (query, caller) = (request.GetQuery<ListQuery<Refund>>(), Caller.Of(request));
        var page = await refunds.List(id, caller).PageAsync(query, cancellationToken);
        // A page with rows proves that the caller sees the payment.
        return page.Rows.Count == 0 && await payments.FindAsync(id, caller, cancellationToken) is null
            ? Answers.Missing($"payment {id}")
            : Answers.Listed(request, page);
    }

    /// <summary>All refunds of a payment, as one stream.</summary>
    [Query(typeof(ListQuery<Refund>), ForExport = true)]
    [Function("exportRefunds")]
    public async Task<Results<ExportResult<Refund>, ProblemHttpResult>> Export(
        [HttpTrigger(Anonymous, "get", "head", Route = "payments/{id:guid}/refunds/export")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var (query, caller) = (request.GetQuery<ListQuery<Refund>>(), Caller.Of(request));
        return await payments.FindAsync(id, caller, cancellationToken) is null
            ? Answers.Missing($"payment {id}")
            : new ExportResult<Refund>(refunds.List(id, caller), query);
    }

    /// <summary>One refund.</summary>
    [Function("getRefund")]
    public async Task<Results<Ok<Refund>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(Anonymous, "get", "head", Route = "payments/{id:guid}/refunds/{refundId:guid}")]
        HttpRequest request,
        Guid id, Guid refundId, CancellationToken cancellationToken) =>
        Answers.Found(
            request, await refunds.FindAsync(id, refundId, Caller.Of(request), cancellationToken),
            $"refund {refundId} of payment {id}");

    /// <summary>Refunds a part of a payment, or all that is left of it.</summary>
    /// <remarks>A payment that is years old can be archived. Then it cannot be refunded any more.</remarks>
    [RequiresIdempotencyKey]
    [Body(typeof(RefundInput), Example = """{"amountMinor":1000,"reason":"A lesson was cancelled."}""")]
    [Function("createRefund")]
    public async Task<Results<Created<Refund>, ProblemHttpResult>> Create(
        [HttpTrigger(Anonymous, "post", Route = "payments/{id:guid}/refunds")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<RefundInput>(request, cancellationToken);
        if (await refunds.CreateAsync(id, input, cancellationToken) is { } refund)
        {
            return Answers.Created(request, refund);
        }

        return await payments.FindAsync(id, Caller.Of(request), cancellationToken) is null
            ? Answers.Missing($"payment {id}")
            : throw ProblemType.Conflict.Exception($"Payment {id} is archived: it cannot be refunded any more.");
    }
}
