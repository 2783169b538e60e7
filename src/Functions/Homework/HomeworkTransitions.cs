namespace Lectern.Functions.Homework;

/// <summary>
/// Takes homework from one state into the next. The state that it must be in is in the statement's condition: of two
/// who come at once, the second finds nothing to change.
/// </summary>
public sealed class HomeworkTransitions(RequestDatabase database)
{
    /// <summary>Hands homework in; null where the caller sees none that is assigned and of a given version.</summary>
    public Task<HomeworkItem?> SubmitAsync(
        Guid id, SubmissionInput submission, int[]? versions, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(
            HomeworkStatus.Assigned,
            $"status = '{HomeworkStatus.Submitted}', submission = @Text, submitted_at = now()",
            new { id, versions, submission.Text, Caller = caller.UserId }, caller, cancellationToken);

    /// <summary>Grades homework; null where the caller sees none that is submitted and of a given version.</summary>
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
