using Microsoft.AspNetCore.Routing;

namespace Lectern.Functions.Unknown;

/// <summary>The Functions host itself answers an empty 404, even to a wrong method or a pre-flight request.</summary>
[AllowAnonymous]
public sealed class UnknownFunctions(FunctionRoutes routes)
{
    /// <summary>Sorts last: the Functions host matches routes in the order of function names.</summary>
    public const string Name = "zzUnknown";

    [ExcludeFromDescription]
    [Function(Name)]
    public Results<RedirectHttpResult, StatusCodeHttpResult> Answer(
        [HttpTrigger(Anonymous, Route = FunctionMetadata.CatchAllRoute)] HttpRequest request, string? path = null)
    {
        if (string.IsNullOrEmpty(path) && HttpMethods.IsGet(request.Method))
        {
            // Only Kestrel passes the route prefix itself to a function.
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
