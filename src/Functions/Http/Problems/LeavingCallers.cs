namespace Lectern.Functions.Http.Problems;

/// <summary>
/// Logs that a caller left before the answer: no fault, so as information. It stands around the exception handler,
/// which ends a cancelled request by itself and asks nobody.
/// </summary>
public sealed partial class LeavingCallers(RequestDelegate next, ILogger<LeavingCallers> logger)
{
    /// <summary>The middleware.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Response.StatusCode == StatusCodes.Status499ClientClosedRequest)
        {
            Left(logger, context.Request.Method, context.Request.Path);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Path}: the client left before the answer")]
    private static partial void Left(ILogger logger, string method, PathString path);
}
