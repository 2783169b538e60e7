using System.Security.Claims;

namespace Lectern.Functions.Callers;

/// <summary>Who calls. Stores put it into their SQL, so that another person's row is as if it were not there.</summary>
/// <param name="Role">admin, tutor or student.</param>
/// <param name="UserId">The caller's row in users; null for a developer who did not say.</param>
public sealed record Caller(string Role, Guid? UserId)
{
    public bool IsAdmin => Role == Callers.Role.Admin;

    public static Caller Of(HttpRequest request)
    {
        var user = request.HttpContext.User;
        return new(
            user.FindFirstValue(ClaimTypes.Role) ?? throw new InvalidOperationException("The request has no caller."),
            Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null);
    }
}
