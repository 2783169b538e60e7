using System.Diagnostics;
using Lectern.Functions.Telemetry;

namespace Lectern.Functions.Http.ErrorHandling;

/// <summary>
/// Writes every problem, whoever raised it: a function, the exception handler or the framework. Unlike the stock
/// writer it answers in JSON whatever the Accept header says: an error in the wrong format beats an empty one.
/// </summary>
public sealed class ProblemWriter : IProblemDetailsWriter
{
    private const string RetryAfterSeconds = "2";

    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var request = context.HttpContext.Request;
        var problem = context.ProblemDetails;
        if (!problem.Extensions.ContainsKey("code"))
        {
            int status = problem.Status ?? context.HttpContext.Response.StatusCode;
            problem = ProblemType.OfStatus(status).Details(problem.Detail ?? DetailOf(status, request));
        }

        if (problem.Status == ProblemType.DatabaseUnavailable.Status)
        {
            context.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        string code = $"{problem.Extensions["code"]}";
        ServingMeter.CountProblem(code);
        Activity.Current?.SetTag("lectern.problem.code", code);
        problem.Instance = request.Path;
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToHexString() ?? context.HttpContext.TraceIdentifier;
        return new(context.HttpContext.Response.WriteAsJsonAsync(
            problem, LecternJson.Options, "application/problem+json", context.HttpContext.RequestAborted));
    }

    private static string DetailOf(int status, HttpRequest request) => status switch
    {
        401 => "This endpoint needs a caller, and the request names none.",
        403 => "The caller is known, but the role does not include this.",
        404 => $"There is nothing at {request.Path}.",
        405 => $"{request.Path} exists, but not for {request.Method}; the Allow header has the methods it takes.",
        _ => $"The request was answered with status {status}.",
    };
}
