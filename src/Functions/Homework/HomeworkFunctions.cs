using System.ComponentModel.DataAnnotations;
using Lectern.Functions.Http;
using Lectern.Functions.Http.Callers;
using Lectern.Functions.Http.Data;
using Lectern.Functions.Http.Json;
using Lectern.Functions.Http.Paging;
using Lectern.Functions.Http.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace Lectern.Functions.Homework;

/// <summary>Homework: a tutor sees what he assigned, a student what he has to do.</summary>
[Authorize(Roles = Role.Everybody)]
public sealed class HomeworkFunctions(
    HomeworkStore homework, HomeworkAssignments assignments, RequestDatabase database)
{
    /// <summary>Homework, a page at a time.</summary>
    [Function("listHomework")]
    public async Task<Ok<Page<Homework>>> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "homework")] HttpRequest request,
        [Range(1, Page<Homework>.MaxLimit)] int limit = Page<Homework>.DefaultLimit, string? cursor = null,
        string sort = "createdAt", bool count = false, Guid? studentId = null, Guid? tutorId = null,
        [AllowedValues(HomeworkStatus.Assigned, HomeworkStatus.Submitted, HomeworkStatus.Graded)] string? status = null,
        DateTimeOffset? dueBefore = null, bool? overdue = null, CancellationToken cancellationToken = default)
    {
        var page = new PageRequest<Homework>(
            request, HomeworkStore.SortKeys, sort, limit, cursor, count);
        return TypedResults.Ok(await homework.ListAsync(
            new(studentId, tutorId, status, dueBefore, overdue), Caller.Of(request), page, cancellationToken));
    }

    /// <summary>All homework that the filters let through, as one stream.</summary>
    [Function("exportHomework")]
    public ExportResult<Homework> Export(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "homework/export")] HttpRequest request,
        [AllowedValues("ndjson", "csv")] string format = "ndjson", Guid? studentId = null, Guid? tutorId = null,
        [AllowedValues(HomeworkStatus.Assigned, HomeworkStatus.Submitted, HomeworkStatus.Graded)] string? status = null,
        DateTimeOffset? dueBefore = null, bool? overdue = null) =>
        new(
            database,
            HomeworkStore.Query(new(studentId, tutorId, status, dueBefore, overdue), Caller.Of(request)),
            "created_at, id", format);

    /// <summary>One piece of homework.</summary>
    [Function("getHomework")]
    public async Task<Results<Ok<Homework>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "homework/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var row = await homework.FindAsync(id, Caller.Of(request), cancellationToken);
        // Homework becomes overdue by the clock, without a new version: then the caller's copy may say otherwise.
        return row is null ? NotFound(id) : Answers.Found(request, row, canBeKept: !row.Overdue);
    }

    /// <summary>Assigns homework to a student.</summary>
    [Authorize(Roles = Role.Staff)]
    [Body(typeof(HomeworkInput), Example = HomeworkInput.Example)]
    [Function("createHomework")]
    public async Task<Created<Homework>> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "homework")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<HomeworkInput>(request, cancellationToken);
        var row = await assignments.CreateAsync(input, Caller.Of(request), cancellationToken);
        return Answers.Created(request, row);
    }

    /// <summary>Assigns up to 10,000 pieces of homework, all or none.</summary>
    [Authorize(Roles = Role.Staff)]
    [Body(typeof(HomeworkInput[]), Example = $"[{HomeworkInput.Example}]")]
    [Function("createHomeworkBulk")]
    public async Task<Ok<BulkResult>> CreateMany(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "homework/bulk")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var batch = await JsonBody.ReadBatchAsync<HomeworkInput>(request, cancellationToken);
        return TypedResults.Ok(await assignments.CreateAsync(batch, Caller.Of(request), cancellationToken));
    }

    /// <summary>Changes the members of homework that the merge patch names.</summary>
    [Authorize(Roles = Role.Staff)]
    [Body(typeof(HomeworkInput), IsPatch = true, Example = """{"dueAt":"2026-12-02T16:00:00Z"}""")]
    [Refuses("invalid-transition")]
    [Function("updateHomework")]
    public async Task<Results<Ok<Homework>, ProblemHttpResult>> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "homework/{id:guid}")] HttpRequest request,
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
            return present is null ? NotFound(id) : ETag.Stale(present.Version);
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
    [Authorize(Roles = Role.Staff)]
    [Function("deleteHomework")]
    public async Task<Results<NoContent, ProblemHttpResult>> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "homework/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        return await homework.DeleteAsync(id, ETag.IfMatch(request), caller, cancellationToken)
            ? TypedResults.NoContent()
            : await homework.FindAsync(id, caller, cancellationToken) is { } present ? ETag.Stale(present.Version)
            : NotFound(id);
    }

    private static ProblemHttpResult NotFound(Guid id) => ProblemType.NotFound.Result($"There is no homework {id}.");
}
