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

namespace Lectern.Functions.Users;

/// <summary>Those who may call.</summary>
[Authorize(Roles = Role.Admin)]
public sealed class UserFunctions(UserStore users, RequestDatabase database)
{
    private const string ProfileExpansion = "profile";

    /// <summary>Users, a page at a time.</summary>
    [Function("listUsers")]
    public async Task<Ok<Page<User>>> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "users")] HttpRequest request,
        [Range(1, Page<User>.MaxLimit)] int limit = Page<User>.DefaultLimit, string? cursor = null,
        string sort = "createdAt", bool count = false,
        [AllowedValues(Role.Admin, Role.Tutor, Role.Student)] string? role = null, bool? active = null,
        [StringLength(200)] string? q = null, [AllowedValues(ProfileExpansion)] string? expand = null,
        CancellationToken cancellationToken = default)
    {
        var page = new PageRequest<User>(request, UserStore.SortKeys, sort, limit, cursor, count);
        return TypedResults.Ok(await users.ListAsync(
            new(role, active, q), expand == ProfileExpansion, page, cancellationToken));
    }

    /// <summary>All users that the filters let through, as one stream.</summary>
    [Function("exportUsers")]
    public ExportResult<User> Export(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "users/export")] HttpRequest request,
        [AllowedValues("ndjson", "csv")] string format = "ndjson",
        [AllowedValues(Role.Admin, Role.Tutor, Role.Student)] string? role = null, bool? active = null,
        [StringLength(200)] string? q = null) =>
        new(database, UserStore.Query(new(role, active, q), withProfile: false), "created_at, id", format);

    /// <summary>One user.</summary>
    [Function("getUser")]
    public async Task<Results<Ok<User>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "users/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var user = await users.FindAsync(id, withProfile: false, cancellationToken);
        return user is null ? NotFound(id) : Answers.Found(request, user);
    }

    /// <summary>Makes a user.</summary>
    [Body(typeof(UserInput), Example = """{"username":"ada","email":"ada@example.org","role":"tutor"}""")]
    [Function("createUser")]
    public async Task<Created<User>> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<UserInput>(request, cancellationToken);
        var user = await users.CreateAsync(input, cancellationToken);
        return Answers.Created(request, user);
    }

    /// <summary>Changes the members of a user that the merge patch names.</summary>
    [Body(typeof(UserInput), IsPatch = true, Example = """{"isActive":false}""")]
    [Function("updateUser")]
    public async Task<Results<Ok<User>, ProblemHttpResult>> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "users/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var patch = await JsonBody.ReadPatchAsync<UserInput>(request, cancellationToken);
        var user = await users.UpdateAsync(id, patch, ETag.IfMatch(request), cancellationToken);
        if (user is null)
        {
            return await MissingOrStaleAsync(id, cancellationToken);
        }

        return Answers.Changed(request, user);
    }

    /// <summary>Deletes a user, who must not be a student or a tutor any more.</summary>
    [Function("deleteUser")]
    public async Task<Results<NoContent, ProblemHttpResult>> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "users/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken) =>
        await users.DeleteAsync(id, ETag.IfMatch(request), cancellationToken)
            ? TypedResults.NoContent()
            : await MissingOrStaleAsync(id, cancellationToken);

    private async Task<ProblemHttpResult> MissingOrStaleAsync(Guid id, CancellationToken cancellationToken) =>
        await users.FindAsync(id, withProfile: false, cancellationToken) is { } present
            ? ETag.Stale(present.Version)
            : NotFound(id);

    private static ProblemHttpResult NotFound(Guid id) => ProblemType.NotFound.Result($"There is no user {id}.");
}
