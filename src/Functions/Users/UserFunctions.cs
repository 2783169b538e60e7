namespace Lectern.Functions.Users;

/// <summary>Those who may call.</summary>
[Access(Read = Role.Admin, Write = Role.Admin)]
public sealed class UserFunctions(UserStore users)
{
    /// <summary>Users, a page at a time.</summary>
    [Query(typeof(UserQuery))]
    [Function("listUsers")]
    public Task<Ok<Page<User>>> List(
        [HttpTrigger(Anonymous, "get", "head", Route = "users")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.ListedAsync(request, (UserQuery query) => users.List(query), cancellationToken);

    /// <summary>All users that match the filters, as one stream.</summary>
    [Query(typeof(UserQuery), ForExport = true)]
    [Function("exportUsers")]
    public ExportResult<User> Export(
        [HttpTrigger(Anonymous, "get", "head", Route = "users/export")] HttpRequest request) =>
        Answers.Exported(request, (UserQuery query) => users.List(query));

    /// <summary>One user.</summary>
    [Function("getUser")]
    public async Task<Results<Ok<User>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(Anonymous, "get", "head", Route = "users/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken) =>
        Answers.Found(request, await users.FindAsync(id, cancellationToken), $"user {id}");

    /// <summary>Creates a user.</summary>
    [Body(typeof(UserInput), Example = """{"username":"ada","email":"ada@example.org","role":"tutor"}""")]
    [Function("createUser")]
    public async Task<Created<User>> Create(
        [HttpTrigger(Anonymous, "post", Route = "users")] HttpRequest request, CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<UserInput>(request, cancellationToken);
        return Answers.Created(request, await users.CreateAsync(input, cancellationToken));
    }

    /// <summary>Changes the members of a user that the merge patch names.</summary>
    /// <remarks>The last active admin cannot be demoted, deactivated or deleted.</remarks>
    [Refuses("in-use")]
    [Body(typeof(UserInput), IsPatch = true, Example = """{"isActive":false}""")]
    [Function("updateUser")]
    public async Task<Results<Ok<User>, ProblemHttpResult>> Update(
        [HttpTrigger(Anonymous, "patch", Route = "users/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var patch = await JsonBody.ReadPatchAsync<UserInput>(request, cancellationToken);
        var user = await users.UpdateAsync(id, patch, ETag.IfMatch(request), cancellationToken);
        return await Answers.ChangedAsync(request, user, $"user {id}", () => users.FindAsync(id, cancellationToken));
    }

    /// <summary>Deletes a user who is neither a student, nor a tutor, nor the last active admin.</summary>
    [Function("deleteUser")]
    public async Task<Results<NoContent, ProblemHttpResult>> Delete(
        [HttpTrigger(Anonymous, "delete", Route = "users/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken) =>
        await Answers.DeletedAsync(
            await users.DeleteAsync(id, ETag.IfMatch(request), cancellationToken), $"user {id}",
            () => users.FindAsync(id, cancellationToken));
}
