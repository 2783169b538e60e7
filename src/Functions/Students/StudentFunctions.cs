using System.ComponentModel.DataAnnotations;
using Lectern.Functions.Http;
using Lectern.Functions.Http.Callers;
using Lectern.Functions.Http.Json;
using Lectern.Functions.Http.Paging;
using Lectern.Functions.Http.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace Lectern.Functions.Students;

/// <summary>The students of the school.</summary>
[Authorize(Roles = Role.Admin)]
public sealed class StudentFunctions(StudentStore students)
{
    /// <summary>Students, a page at a time.</summary>
    [Function("listStudents")]
    public async Task<Ok<Page<Student>>> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "students")] HttpRequest request,
        [Range(1, Page<Student>.MaxLimit)] int limit = Page<Student>.DefaultLimit, string? cursor = null,
        string sort = "createdAt", bool count = false, bool? active = null, [Range(1, 13)] int? grade = null,
        [StringLength(StudentInput.MaxNameLength)] string? q = null, CancellationToken cancellationToken = default)
    {
        var page = new PageRequest<Student>(
            request, StudentStore.SortKeys, student => student.Id, sort, limit, cursor, count);
        return TypedResults.Ok(await students.ListAsync(new(active, grade, q), page, cancellationToken));
    }

    /// <summary>One student.</summary>
    [Function("getStudent")]
    public async Task<Results<Ok<Student>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "students/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var student = await students.FindAsync(id, cancellationToken);
        return student is null ? NotFound(id)
            : ETag.IsKnownToCaller(request, student.Version) ? TypedResults.StatusCode(304)
            : TypedResults.Ok(student);
    }

    /// <summary>Makes a student.</summary>
    [Function("createStudent")]
    public async Task<Created<Student>> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "students")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<StudentInput>(request, cancellationToken);
        var student = await students.CreateAsync(input, cancellationToken);
        request.HttpContext.Response.Headers.ETag = ETag.Of(student.Version);
        return TypedResults.Created(Links.To(request, student.Id), student);
    }

    /// <summary>Changes the members of a student that the merge patch names.</summary>
    [Function("updateStudent")]
    public async Task<Results<Ok<Student>, ProblemHttpResult>> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "students/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var patch = await JsonBody.ReadPatchAsync<StudentInput>(request, cancellationToken);
        var student = await students.UpdateAsync(id, patch, ETag.IfMatch(request), cancellationToken);
        if (student is null)
        {
            return await MissingOrStaleAsync(id, cancellationToken);
        }

        request.HttpContext.Response.Headers.ETag = ETag.Of(student.Version);
        return TypedResults.Ok(student);
    }

    /// <summary>Deletes a student.</summary>
    [Function("deleteStudent")]
    public async Task<Results<NoContent, ProblemHttpResult>> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "students/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken) =>
        await students.DeleteAsync(id, ETag.IfMatch(request), cancellationToken)
            ? TypedResults.NoContent()
            : await MissingOrStaleAsync(id, cancellationToken);

    private async Task<ProblemHttpResult> MissingOrStaleAsync(Guid id, CancellationToken cancellationToken) =>
        await students.FindAsync(id, cancellationToken) is { } present
            ? ETag.Stale(present.Version)
            : NotFound(id);

    private static ProblemHttpResult NotFound(Guid id) => ProblemType.NotFound.Result($"There is no student {id}.");
}
