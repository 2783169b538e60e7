using Lectern.Functions.Http.Idempotency;

namespace Lectern.Functions.Payments;

/// <summary>What was paid for the students.</summary>
[Access(Read = Role.AdminAndStudent, Write = Role.Admin)]
public sealed class PaymentFunctions(PaymentStore payments)
{
    /// <summary>Payments, a page at a time.</summary>
    [Query(typeof(PaymentQuery))]
    [Function("listPayments")]
    public Task<Ok<Page<Payment>>> List(
        [HttpTrigger(Anonymous, "get", "head", Route = "payments")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.ListedAsync(
            request, (PaymentQuery query) => payments.List(query, Caller.Of(request)), cancellationToken);

    /// <summary>All payments that match the filters, as one stream.</summary>
    [Query(typeof(PaymentQuery), ForExport = true)]
    [Function("exportPayments")]
    public ExportResult<Payment> Export(
        [HttpTrigger(Anonymous, "get", "head", Route = "payments/export")] HttpRequest request) =>
        Answers.Exported(request, (PaymentQuery query) => payments.List(query, Caller.Of(request)));

    /// <summary>The totals of payments and refunds, by month and currency.</summary>
    [Query(typeof(PaymentSummaryQuery))]
    [Function("summarizePayments")]
    public async Task<Ok<PaymentSummary>> Summarize(
        [HttpTrigger(Anonymous, "get", "head", Route = "payments/summary")] HttpRequest request,
        CancellationToken cancellationToken) =>
        TypedResults.Ok(new PaymentSummary(await payments.SumAsync(
            request.GetQuery<PaymentSummaryQuery>(), Caller.Of(request), cancellationToken)));

    /// <summary>One payment.</summary>
    [Function("getPayment")]
    public async Task<Results<Ok<Payment>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(Anonymous, "get", "head", Route = "payments/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken) =>
        Answers.Found(
            request, await payments.FindAsync(id, Caller.Of(request), cancellationToken), $"payment {id}");

    /// <summary>Creates a payment.</summary>
    [RequiresIdempotencyKey]
    [Body(typeof(PaymentInput), Example = """
        {"studentId":"0198e5a1-7320-783a-8dd8-eb4e26206a55",
         "amountMinor":4900,"currency":"EUR","method":"card","paidAt":"2026-11-21T09:30:00Z"}
        """)]
    [Function("createPayment")]
    public async Task<Created<Payment>> Create(
        [HttpTrigger(Anonymous, "post", Route = "payments")] HttpRequest request, CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<PaymentInput>(request, cancellationToken);
        return Answers.Created(request, await payments.CreateAsync(input, cancellationToken));
    }
}
