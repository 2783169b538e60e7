using Lectern.Functions.Students;

namespace Lectern.Functions.Subscriptions;

/// <summary>
/// Every statement that writes a period locks the student first. Otherwise two concurrent writers wait for each other
/// at the exclusion constraint, and one of them ends in a deadlock instead of an overlap.
/// </summary>
public sealed class SubscriptionStore(RequestDatabase database)
{
    private const string IsOver =
        "(status in ('active', 'paused') and coalesce(ends_on < (now() at time zone 'UTC')::date, false))";

    private const string Status = $"case when {IsOver} then 'expired' else status end";

    /// <summary>Twice the row's version, which leaves one between two changes for the day of expiry.</summary>
    private const string Version = $"(version * 2 + {IsOver}::int)";

    internal const string Terms = "plan, amount_minor, currency, interval, starts_on, ends_on";

    private const string Columns =
        $"id, student_id, {Terms}, {Status} as status, created_at, updated_at, {Version} as version";

    private const string LockedStudent = """
        with locked (student_key) as (
            select students.id
            from students join subscriptions on student_id = students.id
            where subscriptions.id = @id
            for no key update of students
        )
        """;

    public Selection<Subscription> List(SubscriptionQuery query, Caller caller) => new(
        database,
        Columns,
        "subscriptions",
        Sql.And(
            (true, StudentStore.OwnRows(caller)),
            (query.StudentId is not null, "student_id = @StudentId"),
            // What was cancelled is never over. A second condition would make the planner expect too few rows.
            (query.Status is not (null or SubscriptionStatus.Cancelled), $"{Status} = @Status"),
            // The index of the few that were paused or cancelled.
            (query.Status is SubscriptionStatus.Paused or SubscriptionStatus.Cancelled,
                $"status = @Status and status <> '{SubscriptionStatus.Active}'"),
            (query.EndingBefore is not null, "ends_on < @EndingBefore")),
        new { query.StudentId, query.Status, query.EndingBefore, Caller = caller.UserId },
        PlanForValues: query.EndingBefore is not null);

    public Task<Subscription?> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"select {Columns} from subscriptions where id = @id and {StudentStore.OwnRows(caller)}";
        return database.ReadSingleOrDefaultAsync<Subscription>(
            sql, new { id, Caller = caller.UserId }, cancellationToken);
    }

    /// <exception cref="PostgresException">23P01 subscriptions_period_excl; 23503; 23514.</exception>
    public Task<Subscription> CreateAsync(SubscriptionInput input, CancellationToken cancellationToken)
    {
        // If there is no student to lock, the foreign key refuses the row.
        const string sql = $"""
            insert into subscriptions (id, student_id, {Terms})
            values (
                @Id, coalesce((select id from students where id = @StudentId for no key update), @StudentId), @Plan,
                @AmountMinor, @Currency, @Interval, @StartsOn, @EndsOn)
            returning {Columns}
            """;
        var parameters = Statements.Parameters(input, new { Id = Guid.CreateVersion7() });
        return database.WriteSingleAsync<Subscription>(sql, parameters, cancellationToken);
    }

    /// <exception cref="PostgresException">23P01 subscriptions_period_excl; 23514.</exception>
    public Task<Subscription?> UpdateAsync(
        Guid id, Patch<SubscriptionTerms> patch, int[]? versions, CancellationToken cancellationToken)
    {
        string sql = $"""
            {LockedStudent}
            update subscriptions {Sql.SetPatched("subscriptions", Terms)}
            from locked
            where id = @id and student_id = student_key and (@versions::int[] is null or {Version} = any(@versions))
            returning {Columns}
            """;
        return database.WriteSingleOrDefaultAsync<Subscription>(
            sql, new { id, versions, Patch = ColumnJson.Of(patch) }, cancellationToken);
    }

    /// <returns>Null if the subscription is in none of the states, or in none of the versions.</returns>
    public Task<Subscription?> MoveAsync(
        Guid id, string[] from, string to, int[]? versions, CancellationToken cancellationToken)
    {
        const string sql = $"""
            {LockedStudent}
            update subscriptions set status = @to
            from locked
            where id = @id and student_id = student_key and {Status} = any(@from)
                and (@versions::int[] is null or {Version} = any(@versions))
            returning {Columns}
            """;
        return database.WriteSingleOrDefaultAsync<Subscription>(sql, new { id, from, to, versions }, cancellationToken);
    }
}
