namespace Lectern.Functions.Http;

/// <summary>Refuses a request that names no host (RFC 9110, 4.2.1): its links would lead nowhere.</summary>
public sealed class HostCheck(RequestDelegate next)
{
    // Nearly all requests name the same one, and the check parses a URL.
    private string? _last;

    /// <exception cref="ProblemException">400 invalid-parameter.</exception>
    public Task InvokeAsync(HttpContext context)
    {
        string? host = context.Request.Host.Value;
        if (host is null || host != Volatile.Read(ref _last))
        {
            if (!GatewayHosts.IsHost(host))
            {
                throw ProblemType.InvalidParameter.Exception("The Host header must name the host of the request.");
            }

            Volatile.Write(ref _last, host);
        }

        return next(context);
    }
}
