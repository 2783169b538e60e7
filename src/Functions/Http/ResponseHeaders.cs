namespace Lectern.Functions.Http;

/// <summary>Sets headers when an answer starts: the exception handler would clear earlier ones.</summary>
public sealed class ResponseHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            Set(context.Response.Headers);
            return Task.CompletedTask;
        });
        return next(context);
    }

    /// <summary>The headers of every answer.</summary>
    internal static void Set(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        if (headers.CacheControl.Count == 0)
        {
            // Callers may store an answer, but must revalidate it with If-None-Match.
            headers.CacheControl = "private, no-cache";
        }
    }
}
