using Microsoft.AspNetCore.Routing;

namespace Lectern.Functions.Unknown;

/// <summary>
/// Answers what no other function does. Without it, the Functions host answers an empty 404, also for a wrong method
/// and for the pre-flight requests of browsers (CORS).
/// </summary>
[AllowAnonymous]
public sealed class UnknownFunctions(FunctionRoutes routes)
{
    /// <summary>The function's name: the last one, because the Functions host matches in the order of names.</summary>
    public const string Name = "zzUnknown";

    /// <summary>404 where nothing is at the path, 405 where the path takes other methods.</summary>
    [ExcludeFromDescription]
    [Function(Name)]
    public Results<RedirectHttpResult, StatusCodeHttpResult> Answer(
        [HttpTrigger(Anonymous, Route = FunctionMetadata.CatchAllRoute)] HttpRequest request,
        string? path = null)
    {
        if (string.IsNullOrEmpty(path) && HttpMethods.IsGet(request.Method))
        {
            // The route prefix itself, which reaches a function on Kestrel only.
            return TypedResults.Redirect(Links.Index(request));
        }

        var methods = routes.MethodsAt(path ?? "");
        if (methods.Count == 0)
        {
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        }

        request.HttpContext.Response.Headers.Allow = string.Join(", ", methods);
        return TypedResults.StatusCode(StatusCodes.Status405MethodNotAllowed);
    }
}
