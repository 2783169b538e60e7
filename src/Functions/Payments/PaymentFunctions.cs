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

/// <summary>What was paid for the students.</summary>
[Authorize(Roles = Role.AdminAndStudent)]
public sealed class PaymentFunctions(PaymentStore payments, RequestDatabase database)
{
    /// <summary>Payments, a page at a time.</summary>
    [Function("listPayments")]
    public async Task<Ok<Page<Payment>>> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "payments")] HttpRequest request,
        [Range(1, Page<Payment>.MaxLimit)] int limit = Page<Payment>.DefaultLimit, string? cursor = null,
        string sort = "createdAt", bool count = false, Guid? studentId = null, DateOnly? from = null,
        DateOnly? to = null, [AllowedValues("succeeded", "partially_refunded", "refunded")] string? status = null,
        CancellationToken cancellationToken = default)
    {
        var page = new PageRequest<Payment>(
            request, PaymentStore.SortKeys, sort, limit, cursor, count);
        return TypedResults.Ok(await payments.ListAsync(
            new(studentId, from, to, status), Caller.Of(request), page, cancellationToken));
    }

    /// <summary>All payments that the filters let through, as one stream.</summary>
    [Function("exportPayments")]
    public ExportResult<Payment> Export(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "payments/export")] HttpRequest request,
        [AllowedValues("ndjson", "csv")] string format = "ndjson", Guid? studentId = null, DateOnly? from = null,
        DateOnly? to = null,
        [AllowedValues("succeeded", "partially_refunded", "refunded")] string? status = null) =>
        new(database, PaymentStore.Query(new(studentId, from, to, status), Caller.Of(request)),
            "created_at, id", format);

    /// <summary>What was paid and given back, by month and currency.</summary>
    [Function("summarizePayments")]
    public async Task<Ok<PaymentSummary>> Summarize(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "payments/summary")] HttpRequest request,
        DateOnly? from = null, DateOnly? to = null, CancellationToken cancellationToken = default) =>
        TypedResults.Ok(new PaymentSummary(await payments.SumAsync(
            new(StudentId: null, from, to, Status: null), Caller.Of(request), cancellationToken)));

    /// <summary>One payment.</summary>
    [Function("getPayment")]
    public async Task<Results<Ok<Payment>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "payments/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var payment = await payments.FindAsync(id, Caller.Of(request), cancellationToken);
        return payment is null ? NotFound(id) : Answers.Found(request, payment);
    }

    /// <summary>Makes a payment.</summary>
    [Authorize(Roles = Role.Admin)]
    [RequiresIdempotencyKey]
    [Body(typeof(PaymentInput), Example = """
        {"studentId":"0198e5a1-7320-783a-8dd8-eb4e26206a55",
         "amountMinor":4900,"currency":"EUR","method":"card","paidAt":"2026-11-21T09:30:00Z"}
        """)]
    [Function("createPayment")]
    public async Task<Created<Payment>> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "payments")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<PaymentInput>(request, cancellationToken);
        var payment = await payments.CreateAsync(input, cancellationToken);
        return Answers.Created(request, payment);
    }

    internal static ProblemHttpResult NotFound(Guid id) => ProblemType.NotFound.Result($"There is no payment {id}.");
}
