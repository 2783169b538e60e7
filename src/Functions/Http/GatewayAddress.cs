using Microsoft.AspNetCore.HttpOverrides;

namespace Lectern.Functions.Http;

/// <summary>
/// The address that the caller used, for links. API Management forwards it in headers of its own
/// (infra/api/policies/api.xml), which are trusted where the platform's identity header is.
/// </summary>
internal static class GatewayAddress
{
    // The Functions host puts its own address into X-Forwarded-Host, whatever came in it
    // (github.com/Azure/azure-functions-host/issues/10253).
    private const string HostHeader = "X-Gateway-Host";
    private const string ProtoHeader = "X-Gateway-Proto";

    /// <summary>Puts it into the request where Lectern is deployed; elsewhere the request has it already.</summary>
    public static void UseGatewayAddress(this IApplicationBuilder app)
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
        // Requests reach a deployed function only through API Management, whose own address changes.
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        app.UseForwardedHeaders(options);
    }
}
