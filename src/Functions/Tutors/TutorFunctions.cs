namespace Lectern.Functions.Tutors;

/// <summary>
/// The tutors of the school. A tutor sees their own row. A student sees the tutors who teach them, without e-mail
/// address and price.
/// </summary>
[Access(Read = Role.Everybody, Write = Role.Admin)]
public sealed class TutorFunctions(TutorStore tutors)
{
    /// <summary>Tutors, a page at a time.</summary>
    [Query(typeof(TutorQuery))]
    [Function("listTutors")]
    public Task<Ok<Page<Tutor>>> List(
        [HttpTrigger(Anonymous, "get", "head", Route = "tutors")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.ListedAsync(request, (TutorQuery query) => tutors.List(query, Caller.Of(request)), cancellationToken);

    /// <summary>All tutors that match the filters, as one stream.</summary>
    [Query(typeof(TutorQuery), ForExport = true)]
    [Function("exportTutors")]
    public ExportResult<Tutor> Export(
        [HttpTrigger(Anonymous, "get", "head", Route = "tutors/export")] HttpRequest request) =>
        Answers.Exported(request, (TutorQuery query) => tutors.List(query, Caller.Of(request)));

    /// <summary>One tutor.</summary>
    [Function("getTutor")]
    public async Task<Results<Ok<Tutor>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(Anonymous, "get", "head", Route = "tutors/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken) =>
        Answers.Found(
            request, await tutors.FindAsync(id, Caller.Of(request), cancellationToken), $"tutor {id}");

    /// <summary>Creates a tutor.</summary>
    [Body(typeof(TutorInput), Example = TutorInput.Example)]
    [Function("createTutor")]
    public async Task<Created<Tutor>> Create(
        [HttpTrigger(Anonymous, "post", Route = "tutors")] HttpRequest request, CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<TutorInput>(request, cancellationToken);
        return Answers.Created(request, await tutors.CreateAsync(input, cancellationToken));
    }

    /// <summary>Creates up to 10,000 tutors, all or none.</summary>
    [Query(typeof(BulkQuery))]
    [Body(typeof(TutorInput[]), Example = $"[{TutorInput.Example}]")]
    [Function("createTutors")]
    public async Task<Ok<BulkResult>> CreateMany(
        [HttpTrigger(Anonymous, "post", Route = "tutors/bulk")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var batch = await JsonBody.ReadBatchAsync<TutorInput>(request, cancellationToken);
        return TypedResults.Ok(await tutors.CreateManyAsync(batch, request.GetQuery<BulkQuery>(), cancellationToken));
    }

    /// <summary>Changes the members of a tutor that the merge patch names.</summary>
    [Body(typeof(TutorInput), IsPatch = true, Example = """{"hourlyRateMinor":4800}""")]
    [Function("updateTutor")]
    public async Task<Results<Ok<Tutor>, ProblemHttpResult>> Update(
        [HttpTrigger(Anonymous, "patch", Route = "tutors/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var patch = await JsonBody.ReadPatchAsync<TutorInput>(request, cancellationToken);
        var tutor = await tutors.UpdateAsync(id, patch, ETag.IfMatch(request), cancellationToken);
        return await Answers.ChangedAsync(
            request, tutor, $"tutor {id}", () => tutors.FindAsync(id, Caller.Of(request), cancellationToken));
    }

    /// <summary>Deletes a tutor, with the links to students.</summary>
    [Function("deleteTutor")]
    public async Task<Results<NoContent, ProblemHttpResult>> Delete(
        [HttpTrigger(Anonymous, "delete", Route = "tutors/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken) =>
        await Answers.DeletedAsync(
            await tutors.DeleteAsync(id, ETag.IfMatch(request), cancellationToken), $"tutor {id}",
            () => tutors.FindAsync(id, Caller.Of(request), cancellationToken));
}
