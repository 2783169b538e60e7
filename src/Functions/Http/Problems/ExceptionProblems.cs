using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lectern.Functions.Http.Problems;

/// <summary>Turns whatever a request throws into the problem of the contract, and logs what an operator must see.</summary>
public sealed partial class ExceptionProblems(ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    private const int ClientClosedRequest = 499;

    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            ClientLeft(logger, httpContext.Request.Method, httpContext.Request.Path);
            httpContext.Response.StatusCode = ClientClosedRequest;
            return true;
        }

        var problem = Translate(exception, httpContext.Request);
        int status = problem.ProblemDetails.Status ?? 500;
        if (status >= 500)
        {
            Failed(logger, exception, httpContext.Request.Method, httpContext.Request.Path, status);
        }

        await problem.ExecuteAsync(httpContext);
        return true;
    }

    private static ProblemHttpResult Translate(Exception exception, HttpRequest request) => exception switch
    {
        ProblemException known => known.Type.Result(known.Message, known.Errors),
        BadHttpRequestException { StatusCode: 413 } => BodyLimit.Problem.Result(BodyLimit.Detail),
        BadHttpRequestException bad => ProblemType.OfStatus(bad.StatusCode).Result(bad.Message),
        _ => DatabaseProblems.Translate(exception, request)
            ?? ProblemType.Internal.Result("The fault is logged under the traceId of this answer."),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed with status {Status}")]
    private static partial void Failed(ILogger logger, Exception exception, string method, PathString path, int status);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Path}: the client left before the answer")]
    private static partial void ClientLeft(ILogger logger, string method, PathString path);
}
