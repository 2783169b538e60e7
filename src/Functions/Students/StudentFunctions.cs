namespace Lectern.Functions.Students;

/// <summary>The students of the school.</summary>
[Access(Read = Role.Everybody, Write = Role.Admin)]
public sealed class StudentFunctions(StudentStore students)
{
    /// <summary>Students, a page at a time.</summary>
    [Query(typeof(StudentQuery))]
    [Function("listStudents")]
    public Task<Ok<Page<Student>>> List(
        [HttpTrigger(Anonymous, "get", "head", Route = "students")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.ListedAsync(
            request, (StudentQuery query) => students.List(query, Caller.Of(request)), cancellationToken);

    /// <summary>All students that match the filters, as one stream.</summary>
    [Query(typeof(StudentQuery), ForExport = true)]
    [Function("exportStudents")]
    public ExportResult<Student> Export(
        [HttpTrigger(Anonymous, "get", "head", Route = "students/export")] HttpRequest request) =>
        Answers.Exported(request, (StudentQuery query) => students.List(query, Caller.Of(request)));

    /// <summary>One student.</summary>
    [Function("getStudent")]
    public async Task<Results<Ok<Student>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(Anonymous, "get", "head", Route = "students/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken) =>
        Answers.Found(
            request, await students.FindAsync(id, Caller.Of(request), cancellationToken), $"student {id}");

    /// <summary>Creates a student, with the links to tutors and the subscription that the body has.</summary>
    [Body(typeof(StudentCreation), Example = StudentInput.Example)]
    [Function("createStudent")]
    public async Task<Created<Student>> Create(
        [HttpTrigger(Anonymous, "post", Route = "students")] HttpRequest request, CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<StudentCreation>(request, cancellationToken);
        return Answers.Created(request, await students.CreateAsync(input, cancellationToken));
    }

    /// <summary>Creates up to 10,000 students, all or none.</summary>
    [Query(typeof(BulkQuery))]
    [Body(typeof(StudentInput[]), Example = $"[{StudentInput.Example}]")]
    [Function("createStudents")]
    public async Task<Ok<BulkResult>> CreateMany(
        [HttpTrigger(Anonymous, "post", Route = "students/bulk")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var batch = await JsonBody.ReadBatchAsync<StudentInput>(request, cancellationToken);
        return TypedResults.Ok(await students.CreateManyAsync(batch, request.GetQuery<BulkQuery>(), cancellationToken));
    }

    /// <summary>Changes the members of a student that the merge patch names.</summary>
    [Body(typeof(StudentInput), IsPatch = true, Example = """{"grade":8}""")]
    [Function("updateStudent")]
    public async Task<Results<Ok<Student>, ProblemHttpResult>> Update(
        [HttpTrigger(Anonymous, "patch", Route = "students/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var patch = await JsonBody.ReadPatchAsync<StudentInput>(request, cancellationToken);
        var student = await students.UpdateAsync(id, patch, ETag.IfMatch(request), cancellationToken);
        return await Answers.ChangedAsync(
            request, student, $"student {id}", () => students.FindAsync(id, Caller.Of(request), cancellationToken));
    }

    /// <summary>Deletes a student.</summary>
    [Function("deleteStudent")]
    public async Task<Results<NoContent, ProblemHttpResult>> Delete(
        [HttpTrigger(Anonymous, "delete", Route = "students/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken) =>
        await Answers.DeletedAsync(
            await students.DeleteAsync(id, ETag.IfMatch(request), cancellationToken), $"student {id}",
            () => students.FindAsync(id, Caller.Of(request), cancellationToken));
}
