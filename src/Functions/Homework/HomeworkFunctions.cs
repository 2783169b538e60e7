namespace Lectern.Functions.Homework;

/// <summary>Homework: a tutor sees what they assigned, a student what they have to do.</summary>
[Access(Read = Role.Everybody, Write = Role.Staff)]
public sealed class HomeworkFunctions(HomeworkStore homework, HomeworkAssignments assignments)
{
    /// <summary>Homework, a page at a time.</summary>
    [Query(typeof(HomeworkQuery))]
    [Function("listHomework")]
    public Task<Ok<Page<HomeworkItem>>> List(
        [HttpTrigger(Anonymous, "get", "head", Route = "homework")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.ListedAsync(
            request, (HomeworkQuery query) => homework.List(query, Caller.Of(request)), cancellationToken);

    /// <summary>All homework that matches the filters, as one stream.</summary>
    [Query(typeof(HomeworkQuery), ForExport = true)]
    [Function("exportHomework")]
    public ExportResult<HomeworkItem> Export(
        [HttpTrigger(Anonymous, "get", "head", Route = "homework/export")] HttpRequest request) =>
        Answers.Exported(request, (HomeworkQuery query) => homework.List(query, Caller.Of(request)));

    /// <summary>One piece of homework.</summary>
    [Function("getHomework")]
    public async Task<Results<Ok<HomeworkItem>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(Anonymous, "get", "head", Route = "homework/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var row = await homework.FindAsync(id, Caller.Of(request), cancellationToken);
        // Homework becomes overdue by the clock, without a new version: then the caller's copy may say otherwise.
        return Answers.Found(request, row, $"homework {id}", canBeKept: row?.Overdue == false);
    }

    /// <summary>Assigns homework to a student.</summary>
    [Body(typeof(HomeworkInput), Example = HomeworkInput.Example)]
    [Function("createHomework")]
    public async Task<Created<HomeworkItem>> Create(
        [HttpTrigger(Anonymous, "post", Route = "homework")] HttpRequest request, CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<HomeworkInput>(request, cancellationToken);
        return Answers.Created(request, await assignments.CreateAsync(input, Caller.Of(request), cancellationToken));
    }

    /// <summary>Assigns up to 10,000 pieces of homework, all or none.</summary>
    [Body(typeof(HomeworkInput[]), Example = $"[{HomeworkInput.Example}]")]
    [Function("createHomeworkBulk")]
    public async Task<Ok<BulkResult>> CreateMany(
        [HttpTrigger(Anonymous, "post", Route = "homework/bulk")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var batch = await JsonBody.ReadBatchAsync<HomeworkInput>(request, cancellationToken);
        return TypedResults.Ok(await assignments.CreateAsync(batch, Caller.Of(request), cancellationToken));
    }

    /// <summary>Changes the members of homework that the merge patch names.</summary>
    [Body(typeof(HomeworkInput), IsPatch = true, Example = """{"dueAt":"2026-12-02T16:00:00Z"}""")]
    [Refuses("invalid-transition")]
    [Function("updateHomework")]
    public async Task<Results<Ok<HomeworkItem>, ProblemHttpResult>> Update(
        [HttpTrigger(Anonymous, "patch", Route = "homework/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var patch = await JsonBody.ReadPatchAsync<HomeworkInput>(request, cancellationToken);
        var (caller, versions) = (Caller.Of(request), ETag.IfMatch(request));
        var row = await homework.UpdateAsync(id, patch, versions, caller, cancellationToken);
        if (row is not null)
        {
            return Answers.Changed(request, row);
        }

        var present = await homework.FindAsync(id, caller, cancellationToken);
        if (present is null || versions?.Contains(present.Version) is false)
        {
            return present is null ? Answers.Missing($"homework {id}") : ETag.Stale(present.Version);
        }

        var (studentId, tutorId) = (patch.Values.StudentId, patch.Values.TutorId);
        if (patch.Members.Contains("studentId") && present.Status != HomeworkStatus.Assigned
            && studentId != present.StudentId)
        {
            return ProblemType.InvalidTransition.Result(
                $"Homework {id} is {present.Status}; what one student has handed in cannot become another's.");
        }

        // A member that stays as it is was never the reason.
        var wish = patch.Values with
        {
            StudentId = patch.Members.Contains("studentId") ? studentId : present.StudentId,
            TutorId = patch.Members.Contains("tutorId") ? tutorId : present.TutorId,
        };
        throw await assignments.RefusalAsync([wish], caller, _ => "", cancellationToken);
    }

    /// <summary>Deletes homework.</summary>
    [Function("deleteHomework")]
    public async Task<Results<NoContent, ProblemHttpResult>> Delete(
        [HttpTrigger(Anonymous, "delete", Route = "homework/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        return await Answers.DeletedAsync(
            await homework.DeleteAsync(id, ETag.IfMatch(request), caller, cancellationToken), $"homework {id}",
            () => homework.FindAsync(id, caller, cancellationToken));
    }
}
