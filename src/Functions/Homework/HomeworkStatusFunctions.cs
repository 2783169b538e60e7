namespace Lectern.Functions.Homework;

/// <summary>The way of homework from assigned to submitted to graded.</summary>
public sealed class HomeworkStatusFunctions(HomeworkStore homework)
{
    /// <summary>Submits homework, once.</summary>
    [Access(Write = Role.AdminAndStudent)]
    [Body(typeof(SubmissionInput), Example = """{"text":"One half and three quarters."}""")]
    [Refuses("invalid-transition")]
    [Function("submitHomework")]
    public async Task<Results<Ok<HomeworkItem>, ProblemHttpResult>> Submit(
        [HttpTrigger(Anonymous, "put", Route = "homework/{id:guid}/submission")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var submission = await JsonBody.ReadAsync<SubmissionInput>(request, cancellationToken);
        var (caller, versions) = (Caller.Of(request), ETag.IfMatch(request));
        var row = await homework.SubmitAsync(id, submission, versions, caller, cancellationToken);
        return await AnswerAsync(
            row, HomeworkStatus.Assigned, HomeworkStatus.Submitted, id, request, cancellationToken);
    }

    /// <summary>Grades submitted homework, once.</summary>
    [Access(Write = Role.Staff)]
    [Body(typeof(GradeInput), Example = """{"score":92,"feedback":"Well done."}""")]
    [Refuses("invalid-transition")]
    [Function("gradeHomework")]
    public async Task<Results<Ok<HomeworkItem>, ProblemHttpResult>> Grade(
        [HttpTrigger(Anonymous, "put", Route = "homework/{id:guid}/grade")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var grade = await JsonBody.ReadAsync<GradeInput>(request, cancellationToken);
        var (caller, versions) = (Caller.Of(request), ETag.IfMatch(request));
        var row = await homework.GradeAsync(id, grade, versions, caller, cancellationToken);
        return await AnswerAsync(row, HomeworkStatus.Submitted, HomeworkStatus.Graded, id, request, cancellationToken);
    }

    private Task<Results<Ok<HomeworkItem>, ProblemHttpResult>> AnswerAsync(
        HomeworkItem? changed, string from, string to, Guid id, HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.ChangedAsync(
            request, changed, $"homework {id}", () => homework.FindAsync(id, Caller.Of(request), cancellationToken),
            present => ProblemType.InvalidTransition.Result(
                $"Homework {id} is {present.Status}; only what is {from} can become {to}."));
}
