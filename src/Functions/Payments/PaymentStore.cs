using Lectern.Functions.Http;
using Lectern.Functions.Http.Callers;
using Lectern.Functions.Http.Data;
using Lectern.Functions.Http.Paging;
using Lectern.Functions.Students;
using Npgsql;

namespace Lectern.Functions.Payments;

/// <summary>The SQL of payments: one statement, one round trip.</summary>
public sealed class PaymentStore(RequestDatabase database)
{
    /// <summary>The orders of the list.</summary>
    public static IReadOnlyList<SortKey<Payment>> SortKeys { get; } =
    [
        new("createdAt", "created_at", typeof(DateTime), payment => payment.CreatedAt),
        new("paidAt", "paid_at", typeof(DateTime), payment => payment.PaidAt),
    ];

    private const string Columns = """
        id, student_id, subscription_id, amount_minor, refunded_minor, currency, method, reference, paid_at, status,
        created_at, updated_at, version
        """;

    /// <summary>The payments that a filter lets through and a caller may see.</summary>
    public static ListQuery<Payment> Query(PaymentFilter filter, Caller caller) => new(
        Columns,
        "payments",
        Sql.And(
            (true, StudentStore.OwnRows(caller)),
            (filter.StudentId is not null, "student_id = @StudentId"),
            (filter.From is not null, "paid_at >= @From::date::timestamp at time zone 'UTC'"),
            (filter.To is not null, "paid_at < (@To::date + 1)::timestamp at time zone 'UTC'"),
            (filter.Status is not null, "status = @Status")),
        new { filter.StudentId, filter.From, filter.To, filter.Status, Caller = caller.UserId });

    /// <summary>A page of the list.</summary>
    public Task<Page<Payment>> ListAsync(
        PaymentFilter filter, Caller caller, PageRequest<Payment> page, CancellationToken cancellationToken) =>
        Query(filter, caller).PageAsync(database, page, cancellationToken);

    /// <summary>
    /// The totals of what a filter lets through and a caller may see, by month and currency. They look back over much,
    /// and nobody checks a payment of his own by them: a standby may count, and be seconds behind.
    /// </summary>
    public Task<IReadOnlyList<PaymentTotal>> SumAsync(
        PaymentFilter filter, Caller caller, CancellationToken cancellationToken)
    {
        // The sum of bigints is a numeric, so that nothing can overflow.
        var query = Query(filter, caller);
        string sql = $"""
            select to_char(month, 'YYYY-MM') as month, currency, sum(amount_minor) as paid_minor,
                sum(refunded_minor) as refunded_minor, sum(amount_minor - refunded_minor) as net_minor,
                count(*) as count
            from (
                select date_trunc('month', paid_at at time zone 'UTC') as month, currency, amount_minor, refunded_minor
                from {query.From}
                where {query.Where}
            ) paid
            group by paid.month, currency
            order by paid.month, currency
            """;
        return database.ReadLaggingListAsync<PaymentTotal>(sql, query.Parameters, cancellationToken);
    }

    /// <summary>The payment, or null where there is none that the caller may see.</summary>
    public Task<Payment?> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"select {Columns} from payments where id = @id and {StudentStore.OwnRows(caller)}";
        return database.ReadSingleOrDefaultAsync<Payment>(sql, new { id, Caller = caller.UserId }, cancellationToken);
    }

    /// <summary>Makes a payment.</summary>
    /// <exception cref="PostgresException">23503 payments_student_id_fkey; 23503 payments_subscription_id_fkey, also
    /// where the subscription is another student's.</exception>
    public Task<Payment> CreateAsync(PaymentInput input, CancellationToken cancellationToken)
    {
        const string sql = $"""
            insert into payments (
                id, student_id, subscription_id, amount_minor, currency, method, reference, paid_at)
            values (@Id, @StudentId, @SubscriptionId, @AmountMinor, @Currency, @Method, @Reference, @PaidAt)
            returning {Columns}
            """;
        var parameters = Statements.Parameters(input, new { Id = Guid.CreateVersion7() });
        return database.WriteSingleAsync<Payment>(sql, parameters, cancellationToken);
    }
}
