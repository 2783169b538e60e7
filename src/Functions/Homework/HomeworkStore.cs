namespace Lectern.Functions.Homework;

public sealed class HomeworkStore(RequestDatabase database)
{
    internal const string Columns = $"""
        id, student_id, tutor_id, subject, title, instructions, due_at, status, {IsOverdue} as overdue, submission,
        submitted_at, score, feedback, graded_at, created_at, updated_at, version
        """;

    private const string IsOverdue = "(status = 'assigned' and due_at < now())";

    public Selection<HomeworkItem> List(HomeworkQuery query, Caller caller) => new(
        database,
        Columns,
        "homework",
        Sql.And(
            (true, VisibleTo(caller)),
            (query.StudentId is not null, "student_id = @StudentId"),
            (query.TutorId is not null, "tutor_id = @TutorId"),
            (query.Status is not null, "status = @Status"),
            // The index of what is not graded yet.
            (query.Status is not (null or HomeworkStatus.Graded), $"status <> '{HomeworkStatus.Graded}'"),
            (query.DueBefore is not null, "due_at < @DueBefore"),
            (query.Overdue is true, IsOverdue),
            (query.Overdue is false, $"not {IsOverdue}")),
        new { query.StudentId, query.TutorId, query.Status, query.DueBefore, Caller = caller.UserId },
        PlanForValues: query.DueBefore is not null);

    /// <summary>Which <c>homework</c> a caller sees, with <c>@Caller</c>: tutors and students their own.</summary>
    public static string VisibleTo(Caller caller) => caller.Role switch
    {
        Role.Admin => "true",
        Role.Tutor => "tutor_id = (select tutors.id from tutors where tutors.user_id = @Caller)",
        _ => "student_id = (select students.id from students where students.user_id = @Caller)",
    };

    public Task<HomeworkItem?> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"select {Columns} from homework where id = @id and {VisibleTo(caller)}";
        return database.ReadSingleOrDefaultAsync<HomeworkItem>(
            sql, new { id, Caller = caller.UserId }, cancellationToken);
    }

    /// <returns>
    /// Null also if the caller may not assign it so, or if it would give one student what another has submitted.
    /// </returns>
    public Task<HomeworkItem?> UpdateAsync(
        Guid id, Patch<HomeworkInput> patch, int[]? versions, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"""
            update homework {Sql.SetPatched("homework", HomeworkAssignments.Written)}
            where id = @id and {Sql.VersionIsGiven} and {VisibleTo(caller)}
                and (not 'studentId' = any(@Members) or student_id = @StudentId
                    or status = 'assigned' and {HomeworkAssignments.MayHave("@StudentId", caller)})
                and (not 'tutorId' = any(@Members) or tutor_id = @TutorId
                    or {HomeworkAssignments.MayGive("@TutorId", caller)})
            returning {Columns}
            """;
        var parameters = new
        {
            id,
            versions,
            patch.Members,
            patch.Values.StudentId,
            patch.Values.TutorId,
            Patch = ColumnJson.Of(patch),
            Caller = caller.UserId,
        };
        return database.WriteSingleOrDefaultAsync<HomeworkItem>(sql, parameters, cancellationToken);
    }

    public async Task<bool> DeleteAsync(Guid id, int[]? versions, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"""
            delete from homework
            where id = @id and {Sql.VersionIsGiven} and {VisibleTo(caller)}
            """;
        var parameters = new { id, versions, Caller = caller.UserId };
        return await database.ExecuteAsync(sql, parameters, cancellationToken) == 1;
    }

    public Task<HomeworkItem?> SubmitAsync(
        Guid id, SubmissionInput submission, int[]? versions, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(
            HomeworkStatus.Assigned,
            $"status = '{HomeworkStatus.Submitted}', submission = @Text, submitted_at = now()",
            new { id, versions, submission.Text, Caller = caller.UserId }, caller, cancellationToken);

    public Task<HomeworkItem?> GradeAsync(
        Guid id, GradeInput grade, int[]? versions, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(
            HomeworkStatus.Submitted,
            $"status = '{HomeworkStatus.Graded}', score = @Score, feedback = @Feedback, graded_at = now()",
            new { id, versions, grade.Score, grade.Feedback, Caller = caller.UserId }, caller, cancellationToken);

    // The state that homework must be in is in the statement's condition: of two requests at once, one changes nothing.
    private Task<HomeworkItem?> ChangeAsync(
        string from, string change, object parameters, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"""
            update homework set {change}
            where id = @id and status = '{from}' and {Sql.VersionIsGiven} and {VisibleTo(caller)}
            returning {Columns}
            """;
        return database.WriteSingleOrDefaultAsync<HomeworkItem>(sql, parameters, cancellationToken);
    }
}
