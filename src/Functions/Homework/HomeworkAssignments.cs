using Lectern.Functions.Students;
using Lectern.Functions.Tutors;

namespace Lectern.Functions.Homework;

/// <summary>Assigns homework. Tutors assign it in their own name, and to their own students.</summary>
public sealed class HomeworkAssignments(RequestDatabase database)
{
    private static readonly string[] Missing = ["does not exist"];

    internal const string Written = "student_id, tutor_id, subject, title, instructions, due_at";

    /// <summary>Whether a caller may assign to a student, with <c>@Caller</c>.</summary>
    internal static string MayHave(string studentId, Caller caller) =>
        $"exists (select from students where students.id = {studentId} and {StudentStore.VisibleTo(caller)})";

    /// <summary>Whether a caller may assign in a tutor's name, with <c>@Caller</c>.</summary>
    internal static string MayGive(string tutorId, Caller caller) =>
        $"exists (select from tutors where tutors.id = {tutorId} and {TutorStore.VisibleTo(caller)})";

    /// <exception cref="ProblemException">422: the student or the tutor is not there for the caller.</exception>
    public async Task<HomeworkItem> CreateAsync(HomeworkInput input, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"""
            insert into homework (id, {Written})
            select @Id, @StudentId, @TutorId, @Subject, @Title, @Instructions, @DueAt
            where {MayHave("@StudentId", caller)} and {MayGive("@TutorId", caller)}
            returning {HomeworkStore.Columns}
            """;
        var parameters = Statements.Parameters(input, new { Id = Guid.CreateVersion7(), Caller = caller.UserId });
        return await database.WriteSingleOrDefaultAsync<HomeworkItem>(sql, parameters, cancellationToken)
            ?? throw await RefusalAsync([input], caller, _ => "", cancellationToken);
    }

    /// <exception cref="ProblemException">422, naming the row of each missing student and tutor.</exception>
    public async Task<BulkResult> CreateAsync(
        IReadOnlyList<HomeworkInput> batch, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"""
            with rows as (select * from {Batch.From("homework", Written)})
            insert into homework (id, {Written})
            select id, {Written}
            from rows
            where not exists (
                select from rows
                where not ({MayHave("rows.student_id", caller)} and {MayGive("rows.tutor_id", caller)}))
            """;
        var rows = Batch.Of(batch);
        var parameters = Statements.Parameters(rows, new { Caller = caller.UserId });
        int made = await database.ExecuteAsync(sql, parameters, cancellationToken);
        return made == batch.Count
            ? new(made, rows.Ids)
            : throw await RefusalAsync(batch, caller, row => $"[{row}].", cancellationToken);
    }

    /// <summary>The problem that names each student and tutor whom the caller may not name.</summary>
    public async Task<ProblemException> RefusalAsync(
        IReadOnlyList<HomeworkInput> batch, Caller caller, Func<long, string> pathOf,
        CancellationToken cancellationToken)
    {
        string sql = $"""
            select place - 1, member
            from {Batch.From("homework", "student_id, tutor_id")}
            cross join lateral (
                select 'studentId' where not {MayHave("rows.student_id", caller)}
                union all
                select 'tutorId' where not {MayGive("rows.tutor_id", caller)}) missing (member)
            order by place, member
            limit 100
            """;
        var parameters = Statements.Parameters(Batch.Of(batch), new { Caller = caller.UserId });
        var missing = await database.ReadListAsync<(long Row, string Member)>(sql, parameters, cancellationToken);
        var errors = missing.ToDictionary(one => pathOf(one.Row) + one.Member, _ => Missing);
        return errors.Count == 0
            ? ProblemType.Conflict.Exception("Students or tutors have changed meanwhile; try it again.")
            : ProblemType.ValidationFailed.Exception(
                $"Nobody whom you could name has the id in {string.Join(", ", errors.Keys.Take(10))}.", errors);
    }
}
