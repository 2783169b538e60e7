using Microsoft.AspNetCore.HttpOverrides;

namespace Lectern.Functions.Http;

/// <summary>
/// The address that the caller used, for links. API Management sends it in headers of its own
/// (infra/api/policies/api.xml). They are trusted where the platform's identity header is.
/// </summary>
internal static class GatewayAddress
{
    // The Functions host overwrites X-Forwarded-Host (github.com/Azure/azure-functions-host/issues/10253).
    private const string HostHeader = "X-Gateway-Host";
    private const string ProtoHeader = "X-Gateway-Proto";

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
        // Requests reach a deployed function only through API Management, whose address changes.
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        app.UseForwardedHeaders(options);
    }
}
