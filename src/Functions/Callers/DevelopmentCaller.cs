using System.Security.Claims;

namespace Lectern.Functions.Callers;

/// <summary>An admin, unless the headers X-Dev-Role and X-Dev-User name another caller.</summary>
public static class DevelopmentCaller
{
    /// <exception cref="ProblemException">400 invalid-parameter: an unknown role or a wrong id.</exception>
    public static ClaimsIdentity Read(HttpRequest request)
    {
        string role = request.Headers["X-Dev-Role"].ToString() is { Length: > 0 } given ? given : Role.Admin;
        if (role is not (Role.Admin or Role.Tutor or Role.Student))
        {
            throw ProblemType.InvalidParameter.Exception("X-Dev-Role must be admin, tutor or student.");
        }

        var identity = new ClaimsIdentity([new(ClaimTypes.Role, role)], CallerAuthentication.Name);
        if (request.Headers["X-Dev-User"].ToString() is { Length: > 0 } user)
        {
            identity.AddClaim(Guid.TryParseExact(user, "D", out var id)
                ? new(ClaimTypes.NameIdentifier, id.ToString())
                : throw ProblemType.InvalidParameter.Exception("X-Dev-User must be a user's id, a UUID."));
        }

        return identity;
    }
}
