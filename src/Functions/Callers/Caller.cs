using System.Security.Claims;

namespace Lectern.Functions.Callers;

/// <summary>Stores use the caller in their SQL, so that other people's rows do not exist for them.</summary>
/// <param name="Role">admin, tutor or student.</param>
/// <param name="UserId">Null for a developer who sends no X-Dev-User.</param>
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
