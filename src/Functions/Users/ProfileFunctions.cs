namespace Lectern.Functions.Users;

/// <summary>The caller, and profiles: admins see and write all of them, everybody their own.</summary>
[Access(Read = Role.Everybody, Write = Role.Everybody)]
public sealed class ProfileFunctions(UserStore users, ProfileStore profiles)
{
    /// <summary>The caller with profile.</summary>
    [Function("getMe")]
    public async Task<Results<Ok<User>, ProblemHttpResult>> Me(
        [HttpTrigger(Anonymous, "get", "head", Route = "me")] HttpRequest request, CancellationToken cancellationToken)
    {
        var user = Caller.Of(request).UserId is { } id
            ? await users.FindWithProfileAsync(id, cancellationToken)
            : null;
        // Without a tag: the answer is made of two rows, and each has its own version.
        return user is null
            ? ProblemType.NotFound.Result("The caller has no row in users. A developer names one by X-Dev-User.")
            : TypedResults.Ok(user);
    }

    /// <summary>A user's profile.</summary>
    [Function("getUserProfile")]
    public async Task<Results<Ok<Profile>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(Anonymous, "get", "head", Route = "users/{id:guid}/profile")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var profile = MaySee(request, id) ? await profiles.FindAsync(id, cancellationToken) : null;
        return Answers.Found(request, profile, NameOf(id));
    }

    /// <summary>Creates or replaces a user's profile.</summary>
    [Body(typeof(Profile), Example = """{"fullName":"Ada Lovelace","timeZone":"Europe/London","locale":"en-GB"}""")]
    [Function("putUserProfile")]
    public async Task<Results<Ok<Profile>, ProblemHttpResult>> Put(
        [HttpTrigger(Anonymous, "put", Route = "users/{id:guid}/profile")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<Profile>(request, cancellationToken);
        int[]? versions = ETag.IfMatch(request);
        var profile = MaySee(request, id) ? await profiles.PutAsync(id, input, versions, cancellationToken) : null;
        if (profile is not null)
        {
            return Answers.Changed(request, profile);
        }

        return versions is not null && MaySee(request, id)
            && await users.FindAsync(id, cancellationToken) is not null
            ? ProblemType.PreconditionFailed.Result("If-Match does not name the present version of the profile.")
            : Answers.Missing(NameOf(id));
    }

    private static bool MaySee(HttpRequest request, Guid userId)
    {
        var caller = Caller.Of(request);
        return caller.IsAdmin || caller.UserId == userId;
    }

    private static string NameOf(Guid id) => $"user {id}, or no profile yet";
}
