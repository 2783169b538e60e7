using Lectern.Functions.Students;

namespace Lectern.Functions.Tutors;

/// <summary>Who teaches whom.</summary>
[Access(Read = Role.Everybody, Write = Role.Admin)]
public sealed class TutorStudentFunctions(TutorStudentStore links, TutorStore tutors, StudentStore students)
{
    /// <summary>The students of a tutor, a page at a time.</summary>
    [Query(typeof(ListQuery<Student>))]
    [Function("listTutorStudents")]
    public async Task<Results<Ok<Page<Student>>, ProblemHttpResult>> ListStudents(
        [HttpTrigger(Anonymous, "get", "head", Route = "tutors/{id:guid}/students")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        return await tutors.FindAsync(id, caller, cancellationToken) is null
            ? Answers.Missing($"tutor {id}")
            : await Answers.ListedAsync(
                request, (ListQuery<Student> _) => students.List(new() { TutorId = id }, caller), cancellationToken);
    }

    /// <summary>All students of a tutor, as one stream.</summary>
    [Query(typeof(ListQuery<Student>), ForExport = true)]
    [Function("exportTutorStudents")]
    public async Task<Results<ExportResult<Student>, ProblemHttpResult>> ExportStudents(
        [HttpTrigger(Anonymous, "get", "head", Route = "tutors/{id:guid}/students/export")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        return await tutors.FindAsync(id, caller, cancellationToken) is null
            ? Answers.Missing($"tutor {id}")
            : Answers.Exported(request, (ListQuery<Student> _) => students.List(new() { TutorId = id }, caller));
    }

    /// <summary>The tutors of a student, a page at a time.</summary>
    [Query(typeof(ListQuery<Tutor>))]
    [Function("listStudentTutors")]
    public async Task<Results<Ok<Page<Tutor>>, ProblemHttpResult>> ListTutors(
        [HttpTrigger(Anonymous, "get", "head", Route = "students/{id:guid}/tutors")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        return await students.FindAsync(id, caller, cancellationToken) is null
            ? Answers.Missing($"student {id}")
            : await Answers.ListedAsync(
                request, (ListQuery<Tutor> _) => tutors.List(new(), caller, id), cancellationToken);
    }

    /// <summary>All tutors of a student, as one stream.</summary>
    [Query(typeof(ListQuery<Tutor>), ForExport = true)]
    [Function("exportStudentTutors")]
    public async Task<Results<ExportResult<Tutor>, ProblemHttpResult>> ExportTutors(
        [HttpTrigger(Anonymous, "get", "head", Route = "students/{id:guid}/tutors/export")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        return await students.FindAsync(id, caller, cancellationToken) is null
            ? Answers.Missing($"student {id}")
            : Answers.Exported(request, (ListQuery<Tutor> _) => tutors.List(new(), caller, id));
    }

    /// <summary>Whether a tutor teaches a student.</summary>
    [Function("getTutorStudent")]
    public async Task<Results<Ok<TutorStudent>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(Anonymous, "get", "head", Route = "tutors/{id:guid}/students/{studentId:guid}")]
        HttpRequest request,
        Guid id, Guid studentId, CancellationToken cancellationToken)
    {
        var link = new TutorStudent(id, studentId);
        return Answers.Found(request, await links.FindAsync(link, Caller.Of(request), cancellationToken), NameOf(link));
    }

    /// <summary>Links a tutor to a student. If they are linked, nothing changes.</summary>
    [Function("putTutorStudent")]
    public async Task<Results<Created<TutorStudent>, Ok<TutorStudent>, ProblemHttpResult>> Put(
        [HttpTrigger(Anonymous, "put", Route = "tutors/{id:guid}/students/{studentId:guid}")] HttpRequest request,
        Guid id, Guid studentId, CancellationToken cancellationToken)
    {
        var link = new TutorStudent(id, studentId);
        return await links.PutAsync(link, ETag.IfMatch(request), cancellationToken) switch
        {
            LinkOutcome.Made => Answers.Created(request, link, Links.Self(request, QueryString.Empty)),
            LinkOutcome.Present => Answers.Changed(request, link),
            LinkOutcome.NoTutor => Answers.Missing($"tutor {id}"),
            LinkOutcome.NoStudent => Answers.Missing($"student {studentId}"),
            _ => ETag.Stale(link.Version),
        };
    }

    /// <summary>Removes the link between a tutor and a student.</summary>
    [Function("deleteTutorStudent")]
    public async Task<Results<NoContent, ProblemHttpResult>> Delete(
        [HttpTrigger(Anonymous, "delete", Route = "tutors/{id:guid}/students/{studentId:guid}")] HttpRequest request,
        Guid id, Guid studentId, CancellationToken cancellationToken)
    {
        var link = new TutorStudent(id, studentId);
        return await Answers.DeletedAsync(
            await links.DeleteAsync(link, ETag.IfMatch(request), cancellationToken), NameOf(link),
            () => links.FindAsync(link, Caller.Of(request), cancellationToken));
    }

    private static string NameOf(TutorStudent link) => $"link of tutor {link.TutorId} to student {link.StudentId}";
}
