using Lectern.Functions.Students;

namespace Lectern.Functions.Payments;

public sealed class PaymentStore(RequestDatabase database)
{
    private const string Columns = """
        id, student_id, subscription_id, amount_minor, refunded_minor, currency, method, reference, paid_at, status,
        created_at, updated_at, version
        """;

    public Selection<Payment> List(PaymentQuery query, Caller caller) => new(
        database,
        Columns,
        "all_payments",
        Sql.And(
            (true, StudentStore.OwnRows(caller)),
            (query.StudentId is not null, "student_id = @StudentId"),
            (query.From is not null, "paid_at >= @From::date::timestamp at time zone 'UTC'"),
            (query.To is not null, "paid_at < (@To::date + 1)::timestamp at time zone 'UTC'"),
            (query.Status is not null, "status = @Status"),
            // The index of the few that are refunded.
            (query.Status is not (null or "succeeded"), "status <> 'succeeded'")),
        new { query.StudentId, query.From, query.To, query.Status, Caller = caller.UserId },
        PlanForValues: query.From is not null || query.To is not null);

    /// <summary>
    /// Totals by month and currency. They may be seconds old: the query reads many rows, so it may run on a standby.
    /// </summary>
    public Task<IReadOnlyList<PaymentTotal>> SumAsync(
        PaymentSummaryQuery query, Caller caller, CancellationToken cancellationToken)
    {
        // The sum of bigints is a numeric, which cannot overflow.
        var paid = List(new() { From = query.From, To = query.To }, caller);
        string sql = $"""
            select to_char(month, 'YYYY-MM') as month, currency, sum(amount_minor) as paid_minor,
                sum(refunded_minor) as refunded_minor, sum(amount_minor - refunded_minor) as net_minor,
                count(*) as count
            from (
                select date_trunc('month', paid_at at time zone 'UTC') as month, currency, amount_minor, refunded_minor
                from {paid.From}
                where {paid.Where}
            ) paid
            group by paid.month, currency
            order by paid.month, currency
            """;
        return database.ReadLaggingAsync(Statements.List<PaymentTotal>(sql, paid.Parameters), cancellationToken);
    }

    public Task<Payment?> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"select {Columns} from all_payments where id = @id and {StudentStore.OwnRows(caller)} limit 1";
        return database.ReadSingleOrDefaultAsync<Payment>(sql, new { id, Caller = caller.UserId }, cancellationToken);
    }

    /// <exception cref="PostgresException">23503, also if the subscription is another student's.</exception>
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
