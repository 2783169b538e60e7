namespace Lectern.Migrations.Archiving;

/// <summary>Moves payments, each together with its refunds.</summary>
internal static class OldPayments
{
    private const string Old = "select count(*) from payments where paid_at < $1";

    private const string OldRefunds = """
        select count(*) from refunds join payments on payments.id = payment_id where paid_at < $1
        """;

    private const string Table = "payments";
    private const int PaymentsInBatch = 1_000;

    private const string Next = """
        select id from payments where paid_at < $1 order by paid_at, id limit $2
        """;

    private const string Years = """
        select distinct extract(year from paid_at at time zone 'UTC')::int from payments where id = any ($1)
        """;

    // A refund waits for this lock, and then finds no payment. The statements after it see all refunds before it.
    private const string Hold = "select from payments where id = any ($1) order by id for update";

    private const string Copy = """
        insert into archive.payments (
            id, student_id, subscription_id, amount_minor, refunded_minor, currency, method, reference, paid_at, status,
            created_at, updated_at, version)
        select
            id, student_id, subscription_id, amount_minor, refunded_minor, currency, method, reference, paid_at, status,
            created_at, updated_at, version
        from payments
        where id = any ($1)
        """;

    private const string TakeRefunds = """
        with gone as (
            delete from refunds using payments
            where payment_id = any ($1) and payments.id = payment_id
            returning refunds.*, paid_at
        )
        insert into archive.refunds (id, payment_id, paid_at, amount_minor, reason, created_at)
        select id, payment_id, paid_at, amount_minor, reason, created_at from gone
        """;

    private const string Delete = "delete from payments where id = any ($1)";

    /// <returns>How many payments and refunds would be moved.</returns>
    public static (long Payments, long Refunds) Count(ArchiveSession session, DateTime before) => session.Has(Table)
        ? (session.Read<long>(Old, before)[0], session.Read<long>(OldRefunds, before)[0])
        : default;

    /// <returns>How many payments and refunds were moved.</returns>
    public static (long Payments, long Refunds) Move(ArchiveSession session, DateTime before)
    {
        var moved = (Payments: 0L, Refunds: 0L);
        if (!session.Has(Table))
        {
            return moved;
        }

        while (session.Read<Guid>(Next, before, PaymentsInBatch) is { Length: > 0 } payments)
        {
            session.EnsureYears(session.Read<int>(Years, payments), Table, "refunds");
            int[] rows = session.Change(
                Table, new(Hold, payments), new(Copy, payments), new(TakeRefunds, payments), new(Delete, payments));
            moved = (moved.Payments + rows[1], moved.Refunds + rows[2]);
            session.Tell(Table, moved.Payments, rows[1]);
        }

        return moved;
    }
}
