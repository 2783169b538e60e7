using Microsoft.AspNetCore.Http.Features;

namespace Lectern.Functions.Admission;

/// <summary>
/// Gives each request its share of the database. Refuses it if too many wait: first of all stages and without an
/// exception, because under ten times the load most of the work would otherwise be refusals.
/// </summary>
public sealed class Admission(RequestDelegate next, DatabasePlaces places)
{
    private const int ShortBodyBytes = 64 * 1024;

    public Task InvokeAsync(HttpContext context)
    {
        // Health, the index and the reference page are answered under any load.
        if (context.GetEndpoint()?.Metadata is not { } metadata
            || metadata.GetMetadata<IAllowAnonymous>() is not null
            || metadata.GetMetadata<FunctionMetadata>() is not { IsCatchAll: false } function)
        {
            return next(context);
        }

        if (places.IsFull(function.Share) && MayBeRefusedHere(context.Request))
        {
            return RefuseAsync(context);
        }

        context.RequestServices.GetRequiredService<RequestDatabase>().Share = function.Share;
        return next(context);
    }

    // A browser's page must be able to read the problem (CORS), and an answer before a long body is read is lost behind
    // the Functions host. Later stages do both, and the first query refuses the request.
    private static bool MayBeRefusedHere(HttpRequest request) =>
        request.Headers.Origin.Count == 0
        && (request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true
            || request.ContentLength <= ShortBodyBytes);

    private static async Task RefuseAsync(HttpContext context)
    {
        if (context.Request.ContentLength > 0)
        {
            await BodyLimit.DrainAsync(context.Request.Body, ShortBodyBytes, context.RequestAborted);
        }

        await OverloadedAnswer.WriteAsync(context);
    }
}
