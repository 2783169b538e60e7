using System.Diagnostics;
using Lectern.Functions.Telemetry;

namespace Lectern.Functions.Http.ErrorHandling;

/// <summary>Ignores the Accept header, unlike the stock writer: any error body is better than none.</summary>
public sealed class ProblemWriter : IProblemDetailsWriter
{
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

        if (problem.Status is 429 or 503 or 504)
        {
            context.HttpContext.Response.Headers.RetryAfter = ProblemType.RetryAfterSeconds;
        }

        string code = $"{problem.Extensions["code"]}";
        ServingMeter.CountProblem(code);
        Activity.Current?.SetTag("lectern.problem.code", code);
        problem.Instance = request.Path;
        problem.Extensions["traceId"] = TraceIdOf(context.HttpContext);
        return new(context.HttpContext.Response.WriteAsJsonAsync(
            problem, LecternJson.Options, "application/problem+json", context.HttpContext.RequestAborted));
    }

    internal static string TraceIdOf(HttpContext context) =>
        Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    private static string DetailOf(int status, HttpRequest request) => status switch
    {
        401 => "This endpoint requires authentication, and the request has none.",
        403 => "The role of the caller does not allow this.",
        404 => $"There is nothing at {request.Path}.",
        405 => $"{request.Path} exists, but not for {request.Method}; the Allow header has the methods it takes.",
        _ => $"The request was answered with status {status}.",
    };
}
