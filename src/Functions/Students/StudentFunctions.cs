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

namespace Lectern.Functions.Students;

/// <summary>The students of the school.</summary>
[Authorize(Roles = Role.Everybody)]
public sealed class StudentFunctions(StudentStore students, StudentBulk bulk, RequestDatabase database)
{
    /// <summary>Students, a page at a time.</summary>
    [Function("listStudents")]
    public async Task<Ok<Page<Student>>> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "students")] HttpRequest request,
        [Range(1, Page<Student>.MaxLimit)] int limit = Page<Student>.DefaultLimit, string? cursor = null,
        string sort = "createdAt", bool count = false, bool? active = null, [Range(1, 13)] int? grade = null,
        Guid? tutorId = null, [StringLength(StudentInput.MaxNameLength)] string? q = null,
        CancellationToken cancellationToken = default)
    {
        var page = new PageRequest<Student>(
            request, StudentStore.SortKeys, sort, limit, cursor, count);
        return TypedResults.Ok(await students.ListAsync(
            new(active, grade, tutorId, q), Caller.Of(request), page, cancellationToken));
    }

    /// <summary>All students that the filters let through, as one stream.</summary>
    [Function("exportStudents")]
    public ExportResult<Student> Export(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "students/export")] HttpRequest request,
        [AllowedValues("ndjson", "csv")] string format = "ndjson", bool? active = null,
        [Range(1, 13)] int? grade = null, Guid? tutorId = null,
        [StringLength(StudentInput.MaxNameLength)] string? q = null) =>
        new(database, StudentStore.Query(new(active, grade, tutorId, q), Caller.Of(request)), "created_at, id", format);

    /// <summary>One student.</summary>
    [Function("getStudent")]
    public async Task<Results<Ok<Student>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "students/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var student = await students.FindAsync(id, Caller.Of(request), cancellationToken);
        return student is null ? NotFound(id) : Answers.Found(request, student);
    }

    /// <summary>Makes a student, with the links to tutors and the subscription that the body has.</summary>
    [Authorize(Roles = Role.Admin)]
    [Body(typeof(StudentCreation), Example = StudentInput.Example)]
    [Function("createStudent")]
    public async Task<Created<Student>> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "students")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<StudentCreation>(request, cancellationToken);
        var student = await students.CreateAsync(input, cancellationToken);
        return Answers.Created(request, student);
    }

    /// <summary>Makes up to 10,000 students, all or none.</summary>
    [Authorize(Roles = Role.Admin)]
    [QueryParameter(OnConflict.Parameter, OnConflict.Fail, OnConflict.Skip, OnConflict.Update)]
    [Body(typeof(StudentInput[]), Example = $"[{StudentInput.Example}]")]
    [Function("createStudents")]
    public async Task<Ok<BulkResult>> CreateMany(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "students/bulk")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var batch = await JsonBody.ReadBatchAsync<StudentInput>(request, cancellationToken);
        return TypedResults.Ok(await bulk.CreateAsync(batch, OnConflict.Of(request), cancellationToken));
    }

    /// <summary>Changes the members of a student that the merge patch names.</summary>
    [Authorize(Roles = Role.Admin)]
    [Body(typeof(StudentInput), IsPatch = true, Example = """{"grade":8}""")]
    [Function("updateStudent")]
    public async Task<Results<Ok<Student>, ProblemHttpResult>> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "students/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var patch = await JsonBody.ReadPatchAsync<StudentInput>(request, cancellationToken);
        var student = await students.UpdateAsync(id, patch, ETag.IfMatch(request), cancellationToken);
        if (student is null)
        {
            return await MissingOrStaleAsync(id, Caller.Of(request), cancellationToken);
        }

        return Answers.Changed(request, student);
    }

    /// <summary>Deletes a student.</summary>
    [Authorize(Roles = Role.Admin)]
    [Function("deleteStudent")]
    public async Task<Results<NoContent, ProblemHttpResult>> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "students/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken) =>
        await students.DeleteAsync(id, ETag.IfMatch(request), cancellationToken)
            ? TypedResults.NoContent()
            : await MissingOrStaleAsync(id, Caller.Of(request), cancellationToken);

    private async Task<ProblemHttpResult> MissingOrStaleAsync(
        Guid id, Caller caller, CancellationToken cancellationToken) =>
        await students.FindAsync(id, caller, cancellationToken) is { } present
            ? ETag.Stale(present.Version)
            : NotFound(id);

    private static ProblemHttpResult NotFound(Guid id) => ProblemType.NotFound.Result($"There is no student {id}.");
}
