namespace Lectern.Functions.Http;

/// <summary>Refuses a request that names no host (RFC 9110, 4.2.1): its links would lead nowhere.</summary>
public sealed class HostCheck(RequestDelegate next)
{
    /// <exception cref="ProblemException">400 invalid-parameter.</exception>
    public Task InvokeAsync(HttpContext context) => GatewayHosts.IsHost(context.Request.Host.Value)
        ? next(context)
        : throw ProblemType.InvalidParameter.Exception("The Host header must name the host of the request.");
}
