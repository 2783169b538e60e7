using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Lectern.Functions.Callers;

/// <summary>Without App Service authentication or the development setting, no request has a caller.</summary>
public sealed class CallerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    CallerSource source)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Lectern";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var identity = source switch
        {
            CallerSource.Development => DevelopmentCaller.Read(Request),
            CallerSource.Platform => await PlatformIdentityAsync(),
            _ => null,
        };
        return identity is null
            ? AuthenticateResult.NoResult()
            : AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return base.HandleChallengeAsync(properties);
    }

    // A token without an active user gives a caller without a role: authenticated, but forbidden everything.
    private async Task<ClaimsIdentity?> PlatformIdentityAsync()
    {
        if (PlatformCaller.ReadObjectId(Request) is not { } objectId)
        {
            return null;
        }

        var caller = Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null
            ? await Context.RequestServices.GetRequiredService<CallerStore>()
                .FindAsync(objectId, Context.RequestAborted)
            : null;
        return caller is null
            ? new([], Name)
            : new([new(ClaimTypes.Role, caller.Role), new(ClaimTypes.NameIdentifier, $"{caller.UserId}")], Name);
    }
}
