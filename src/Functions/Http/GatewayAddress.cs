namespace Lectern.Functions.Http;

/// <summary>
/// The address of links. API Management sends the one that the caller used in headers of its own
/// (infra/api/policies/api.xml). Only hosts of the setting are believed: a client follows a link with its token.
/// </summary>
public sealed class GatewayAddress(RequestDelegate next, GatewayHosts hosts)
{
    // The Functions host overwrites X-Forwarded-Host (github.com/Azure/azure-functions-host/issues/10253).
    private const string HostHeader = "X-Gateway-Host";
    private const string ProtoHeader = "X-Gateway-Proto";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (hosts.Names is [var first, ..])
        {
            string given = request.Headers[HostHeader].ToString();
            if (hosts.Has(given))
            {
                request.Host = new(given);
                request.Scheme = request.Headers[ProtoHeader] == "http" ? "http" : "https";
            }
            else if (!hosts.Has(request.Host.Value))
            {
                request.Host = new(first);
                request.Scheme = "https";
            }
        }

        return next(context);
    }
}
