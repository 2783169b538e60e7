using Lectern.Functions.Http.Callers;
using Microsoft.AspNetCore.HttpOverrides;

namespace Lectern.Functions.Http;

/// <summary>
/// The address that the caller asked for, which links are made of. Behind API Management it is in headers of our own
/// (infra/api/policies/api.xml), believed where the platform's word about the caller is.
/// </summary>
internal static class AskedAddress
{
    // The Functions host puts its own address into X-Forwarded-Host, whatever came in it
    // (github.com/Azure/azure-functions-host/issues/10253).
    private const string HostHeader = "X-Gateway-Host";
    private const string ProtoHeader = "X-Gateway-Proto";

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
            ForwardedHostHeaderName = HostHeader,
            ForwardedProtoHeaderName = ProtoHeader,
        };
        // Nobody else gets as far as here; API Management's own address changes.
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        app.UseForwardedHeaders(options);
    }
}
