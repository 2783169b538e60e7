using Lectern.Functions.Http.Callers;
using Microsoft.AspNetCore.HttpOverrides;

namespace Lectern.Functions.Http;

/// <summary>
/// The address that the caller asked for, which links are made of. Behind API Management it is in X-Forwarded-Host and
/// X-Forwarded-Proto (infra/api/policies/api.xml), believed where the platform's word about the caller is.
/// </summary>
internal static class AskedAddress
{
    /// <summary>Puts it into the request, deployed; elsewhere the request has it already.</summary>
    public static void UseAskedAddress(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<CallerSource>() != CallerSource.Platform)
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedProto,
        };
        // Nobody else gets as far as here; API Management's own address changes.
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        app.UseForwardedHeaders(options);
    }
}
