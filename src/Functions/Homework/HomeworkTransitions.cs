namespace Lectern.Functions.Homework;

/// <summary>
/// Moves homework from one state to the next. The statement's condition has the state that it must be in, so of two
/// concurrent requests the second changes nothing.
/// </summary>
public sealed class HomeworkTransitions(RequestDatabase database)
{
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

    private Task<HomeworkItem?> ChangeAsync(
        string from, string change, object parameters, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"""
            update homework set {change}
            where id = @id and status = '{from}' and {Sql.VersionIsGiven} and {HomeworkStore.VisibleTo(caller)}
            returning {HomeworkStore.Columns}
            """;
        return database.WriteSingleOrDefaultAsync<HomeworkItem>(sql, parameters, cancellationToken);
    }
}
