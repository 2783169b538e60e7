using Lectern.Functions.Students;

namespace Lectern.Functions.Payments;

public sealed class RefundStore(RequestDatabase database)
{
    public Selection<Refund> List(Guid paymentId, Caller caller) => new(
        database,
        "id, payment_id, amount_minor, currency, reason, created_at",
        $"""
        (
            select refunds.id, payment_id, refunds.amount_minor, currency, reason, refunds.created_at
            from all_refunds refunds join all_payments payments on payments.id = payment_id
            where payment_id = @paymentId and {StudentStore.OwnRows(caller)}
        ) refunded
        """,
        "true",
        new { paymentId, Caller = caller.UserId });

    public Task<Refund?> FindAsync(Guid paymentId, Guid id, Caller caller, CancellationToken cancellationToken)
    {
        var all = List(paymentId, caller);
        string sql = $"select {all.Columns} from {all.From} where id = @id";
        return database.ReadSingleOrDefaultAsync<Refund>(
            sql, new { paymentId, id, Caller = caller.UserId }, cancellationToken);
    }

    /// <summary>
    /// Refunds a part of a payment; null if there is no such payment, or if it is archived. Concurrent refunds of one
    /// payment wait for its row, one after the other, until the check refuses more than was paid.
    /// </summary>
    /// <exception cref="PostgresException">23514 payments_refunded_minor_check.</exception>
    public Task<Refund?> CreateAsync(Guid paymentId, RefundInput input, CancellationToken cancellationToken)
    {
        const string sql = """
            with payment as (
                update payments set refunded_minor = refunded_minor + @AmountMinor
                where id = @paymentId
                returning id, currency
            ),
            refund as (
                insert into refunds (id, payment_id, amount_minor, reason)
                select @Id, id, @AmountMinor, @Reason from payment
                returning id, payment_id, amount_minor, reason, created_at
            )
            select refund.id, payment_id, amount_minor, currency, reason, created_at
            from refund join payment on payment.id = payment_id
            """;
        var parameters = new { Id = Guid.CreateVersion7(), paymentId, input.AmountMinor, input.Reason };
        return database.WriteSingleOrDefaultAsync<Refund>(sql, parameters, cancellationToken);
    }
}
