using Lectern.Functions.Students;

namespace Lectern.Functions.Subscriptions;

/// <summary>
/// The SQL of subscriptions: one statement, one round trip. Whatever writes a period locks the student first. Without
/// that, two who write at once wait for each other at the exclusion constraint, and one of them ends as a deadlock
/// instead of an overlap.
/// </summary>
public sealed class SubscriptionStore(RequestDatabase database)
{
    private const string IsOver =
        "(status in ('active', 'paused') and coalesce(ends_on < (now() at time zone 'UTC')::date, false))";

    private const string Status = $"case when {IsOver} then 'expired' else status end";

    /// <summary>Twice the row's, so that there is a tag between two changes for the day on which it expires.</summary>
    private const string Version = $"(version * 2 + {IsOver}::int)";

    private const string Terms = "plan, amount_minor, currency, interval, starts_on, ends_on";

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
            (query.Status is not null, $"{Status} = @Status"),
            (query.EndingBefore is not null, "ends_on < @EndingBefore")),
        new { query.StudentId, query.Status, query.EndingBefore, Caller = caller.UserId });

    public Task<Subscription?> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"select {Columns} from subscriptions where id = @id and {StudentStore.OwnRows(caller)}";
        return database.ReadSingleOrDefaultAsync<Subscription>(
            sql, new { id, Caller = caller.UserId }, cancellationToken);
    }

    /// <exception cref="PostgresException">23P01 subscriptions_period_excl; 23503 subscriptions_student_id_fkey; 23514
    /// subscriptions_ends_on_check.</exception>
    public Task<Subscription> CreateAsync(SubscriptionInput input, CancellationToken cancellationToken)
    {
        // The foreign key says it where there is no student to lock.
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

    /// <summary>Changes the given terms; null where there is none in one of the given versions.</summary>
    /// <exception cref="PostgresException">23P01 subscriptions_period_excl; 23514
    /// subscriptions_ends_on_check.</exception>
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

    /// <summary>
    /// Moves a subscription from one of some states into another; null where there is none in such a state and in one
    /// of the given versions.
    /// </summary>
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
