using Lectern.Functions.Http.Callers;
using Microsoft.AspNetCore.HttpOverrides;

namespace Lectern.Functions.Http;

/// <summary>
/// The address that the caller asked for, which links are made of. Behind API Management it is in X-Gateway-Host and
/// X-Gateway-Proto (infra/api/policies/api.xml), believed where the platform's word about the caller is.
/// </summary>
/// <remarks>
/// Not in X-Forwarded-Host: the Functions host proxies each request to the worker and puts its own name there.
/// </remarks>
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
            ForwardedHostHeaderName = "X-Gateway-Host",
            ForwardedProtoHeaderName = "X-Gateway-Proto",
        };
        // Nobody else gets as far as here; API Management's own address changes.
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        app.UseForwardedHeaders(options);
    }
}
