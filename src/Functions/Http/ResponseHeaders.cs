namespace Lectern.Functions.Http;

/// <summary>
/// The headers of every answer. Set when the answer starts: earlier, the exception handler would clear them.
/// </summary>
public sealed class ResponseHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            if (headers.CacheControl.Count == 0)
            {
                // A caller may keep what it got for itself, and asks with If-None-Match whether it still holds.
                headers.CacheControl = "private, no-cache";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
