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

namespace Lectern.Functions.Tutors;

/// <summary>The tutors of the school: a tutor sees himself, a student his own tutors.</summary>
[Authorize(Roles = Role.Everybody)]
public sealed class TutorFunctions(TutorStore tutors, TutorBulk bulk, RequestDatabase database)
{
    /// <summary>Tutors, a page at a time.</summary>
    [Function("listTutors")]
    public async Task<Ok<Page<Tutor>>> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "tutors")] HttpRequest request,
        [Range(1, Page<Tutor>.MaxLimit)] int limit = Page<Tutor>.DefaultLimit, string? cursor = null,
        string sort = "createdAt", bool count = false, bool? active = null,
        [StringLength(TutorInput.MaxSubjectLength)] string? subject = null,
        [StringLength(TutorInput.MaxNameLength)] string? q = null,
        CancellationToken cancellationToken = default)
    {
        var page = new PageRequest<Tutor>(
            request, TutorStore.SortKeys, sort, limit, cursor, count);
        return TypedResults.Ok(await tutors.ListAsync(
            new(active, subject, Q: q), Caller.Of(request), page, cancellationToken));
    }

    /// <summary>All tutors that the filters let through, as one stream.</summary>
    [Function("exportTutors")]
    public ExportResult<Tutor> Export(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "tutors/export")] HttpRequest request,
        [AllowedValues("ndjson", "csv")] string format = "ndjson", bool? active = null,
        [StringLength(TutorInput.MaxSubjectLength)] string? subject = null,
        [StringLength(TutorInput.MaxNameLength)] string? q = null) =>
        new(database, TutorStore.Query(new(active, subject, Q: q), Caller.Of(request)), "created_at, id", format);

    /// <summary>One tutor.</summary>
    [Function("getTutor")]
    public async Task<Results<Ok<Tutor>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "tutors/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var tutor = await tutors.FindAsync(id, Caller.Of(request), cancellationToken);
        return tutor is null ? NotFound(id) : Answers.Found(request, tutor);
    }

    /// <summary>Makes a tutor.</summary>
    [Authorize(Roles = Role.Admin)]
    [Body(typeof(TutorInput), Example = TutorInput.Example)]
    [Function("createTutor")]
    public async Task<Created<Tutor>> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "tutors")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<TutorInput>(request, cancellationToken);
        var tutor = await tutors.CreateAsync(input, cancellationToken);
        return Answers.Created(request, tutor);
    }

    /// <summary>Makes up to 10,000 tutors, all or none.</summary>
    [Authorize(Roles = Role.Admin)]
    [QueryParameter(OnConflict.Parameter, OnConflict.Fail, OnConflict.Skip, OnConflict.Update)]
    [Body(typeof(TutorInput[]), Example = $"[{TutorInput.Example}]")]
    [Function("createTutors")]
    public async Task<Ok<BulkResult>> CreateMany(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "tutors/bulk")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var batch = await JsonBody.ReadBatchAsync<TutorInput>(request, cancellationToken);
        return TypedResults.Ok(await bulk.CreateAsync(batch, OnConflict.Of(request), cancellationToken));
    }

    /// <summary>Changes the members of a tutor that the merge patch names.</summary>
    [Authorize(Roles = Role.Admin)]
    [Body(typeof(TutorInput), IsPatch = true, Example = """{"hourlyRateMinor":4800}""")]
    [Function("updateTutor")]
    public async Task<Results<Ok<Tutor>, ProblemHttpResult>> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "tutors/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var patch = await JsonBody.ReadPatchAsync<TutorInput>(request, cancellationToken);
        var tutor = await tutors.UpdateAsync(id, patch, ETag.IfMatch(request), cancellationToken);
        if (tutor is null)
        {
            return await MissingOrStaleAsync(id, Caller.Of(request), cancellationToken);
        }

        return Answers.Changed(request, tutor);
    }

    /// <summary>Deletes a tutor.</summary>
    [Authorize(Roles = Role.Admin)]
    [Function("deleteTutor")]
    public async Task<Results<NoContent, ProblemHttpResult>> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "tutors/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken) =>
        await tutors.DeleteAsync(id, ETag.IfMatch(request), cancellationToken)
            ? TypedResults.NoContent()
            : await MissingOrStaleAsync(id, Caller.Of(request), cancellationToken);

    private async Task<ProblemHttpResult> MissingOrStaleAsync(
        Guid id, Caller caller, CancellationToken cancellationToken) =>
        await tutors.FindAsync(id, caller, cancellationToken) is { } present
            ? ETag.Stale(present.Version)
            : NotFound(id);

    private static ProblemHttpResult NotFound(Guid id) => ProblemType.NotFound.Result($"There is no tutor {id}.");
}
