using System.ComponentModel.DataAnnotations;
using Lectern.Functions.Http;
using Lectern.Functions.Http.Callers;
using Lectern.Functions.Http.Data;
using Lectern.Functions.Http.Paging;
using Lectern.Functions.Http.Problems;
using Lectern.Functions.Students;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace Lectern.Functions.Tutors;

/// <summary>Who teaches whom.</summary>
[Authorize(Roles = Role.Everybody)]
public sealed class TutorStudentFunctions(
    TutorStudentStore links, TutorStore tutors, StudentStore students, RequestDatabase database)
{
    /// <summary>The students of a tutor, a page at a time.</summary>
    [Function("listTutorStudents")]
    public async Task<Results<Ok<Page<Student>>, ProblemHttpResult>> ListStudents(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "tutors/{id:guid}/students")]
        HttpRequest request,
        Guid id, [Range(1, Page<Student>.MaxLimit)] int limit = Page<Student>.DefaultLimit, string? cursor = null,
        string sort = "createdAt", bool count = false, CancellationToken cancellationToken = default)
    {
        var page = new PageRequest<Student>(
            request, StudentStore.SortKeys, sort, limit, cursor, count);
        var caller = Caller.Of(request);
        return await tutors.FindAsync(id, caller, cancellationToken) is null
            ? ProblemType.NotFound.Result($"There is no tutor {id}.")
            : TypedResults.Ok(await students.ListAsync(
                new(Active: null, Grade: null, TutorId: id, Q: null), caller, page, cancellationToken));
    }

    /// <summary>All students of a tutor, as one stream.</summary>
    [Function("exportTutorStudents")]
    public async Task<Results<ExportResult<Student>, ProblemHttpResult>> ExportStudents(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "tutors/{id:guid}/students/export")]
        HttpRequest request,
        Guid id, [AllowedValues("ndjson", "csv")] string format = "ndjson",
        CancellationToken cancellationToken = default)
    {
        var caller = Caller.Of(request);
        var taught = StudentStore.Query(new(Active: null, Grade: null, TutorId: id, Q: null), caller);
        return await tutors.FindAsync(id, caller, cancellationToken) is null
            ? ProblemType.NotFound.Result($"There is no tutor {id}.")
            : new ExportResult<Student>(database, taught, "created_at, id", format);
    }

    /// <summary>The tutors of a student, a page at a time.</summary>
    [Function("listStudentTutors")]
    public async Task<Results<Ok<Page<Tutor>>, ProblemHttpResult>> ListTutors(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "students/{id:guid}/tutors")]
        HttpRequest request,
        Guid id, [Range(1, Page<Tutor>.MaxLimit)] int limit = Page<Tutor>.DefaultLimit, string? cursor = null,
        string sort = "createdAt", bool count = false, CancellationToken cancellationToken = default)
    {
        var page = new PageRequest<Tutor>(
            request, TutorStore.SortKeys, sort, limit, cursor, count);
        var caller = Caller.Of(request);
        return await students.FindAsync(id, caller, cancellationToken) is null
            ? ProblemType.NotFound.Result($"There is no student {id}.")
            : TypedResults.Ok(await tutors.ListAsync(new(StudentId: id), caller, page, cancellationToken));
    }

    /// <summary>All tutors of a student, as one stream.</summary>
    [Function("exportStudentTutors")]
    public async Task<Results<ExportResult<Tutor>, ProblemHttpResult>> ExportTutors(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "students/{id:guid}/tutors/export")]
        HttpRequest request,
        Guid id, [AllowedValues("ndjson", "csv")] string format = "ndjson",
        CancellationToken cancellationToken = default)
    {
        var caller = Caller.Of(request);
        return await students.FindAsync(id, caller, cancellationToken) is null
            ? ProblemType.NotFound.Result($"There is no student {id}.")
            : new ExportResult<Tutor>(
                database, TutorStore.Query(new(StudentId: id), caller), "created_at, id", format);
    }

    /// <summary>Whether a tutor teaches a student.</summary>
    [Function("getTutorStudent")]
    public async Task<Results<Ok<TutorStudent>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "tutors/{id:guid}/students/{studentId:guid}")]
        HttpRequest request,
        Guid id, Guid studentId, CancellationToken cancellationToken)
    {
        var link = await links.FindAsync(new(id, studentId), Caller.Of(request), cancellationToken);
        return link is null ? NotFound(new(id, studentId)) : Answers.Found(request, link);
    }

    /// <summary>Has a tutor teach a student; as often as one likes.</summary>
    [Authorize(Roles = Role.Admin)]
    [Function("putTutorStudent")]
    public async Task<Results<Created<TutorStudent>, Ok<TutorStudent>, ProblemHttpResult>> Put(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "tutors/{id:guid}/students/{studentId:guid}")]
        HttpRequest request,
        Guid id, Guid studentId, CancellationToken cancellationToken)
    {
        var link = new TutorStudent(id, studentId);
        return await links.PutAsync(link, ETag.IfMatch(request), cancellationToken) switch
        {
            LinkOutcome.Made => Answers.Created(request, link, Links.Self(request, QueryString.Empty)),
            LinkOutcome.Present => Answers.Changed(request, link),
            LinkOutcome.NoTutor => ProblemType.NotFound.Result($"There is no tutor {id}."),
            LinkOutcome.NoStudent => ProblemType.NotFound.Result($"There is no student {studentId}."),
            _ => ETag.Stale(link.Version),
        };
    }

    /// <summary>Has a tutor no longer teach a student.</summary>
    [Authorize(Roles = Role.Admin)]
    [Function("deleteTutorStudent")]
    public async Task<Results<NoContent, ProblemHttpResult>> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "tutors/{id:guid}/students/{studentId:guid}")]
        HttpRequest request,
        Guid id, Guid studentId, CancellationToken cancellationToken)
    {
        var link = new TutorStudent(id, studentId);
        return await links.DeleteAsync(link, ETag.IfMatch(request), cancellationToken) ? TypedResults.NoContent()
            : await links.FindAsync(link, Caller.Of(request), cancellationToken) is null ? NotFound(link)
            : ETag.Stale(link.Version);
    }

    private static ProblemHttpResult NotFound(TutorStudent link) =>
        ProblemType.NotFound.Result($"Tutor {link.TutorId} does not teach student {link.StudentId}.");
}
