using System.Diagnostics;
using Lectern.Functions.Telemetry;
using Microsoft.AspNetCore.Diagnostics;

namespace Lectern.Functions.Http.ErrorHandling;

/// <summary>Turns exceptions into problems, and logs those that an operator must see.</summary>
public sealed partial class ExceptionProblems(
    FailureLog failures, ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var request = Activity.Current!;
        var problem = Translate(exception, httpContext.Request);
        int status = problem.Type.Status;
        if (status is 503 or 504)
        {
            failures.Write(problem.Type.Code, exception, request);
        }
        else if (status >= 500 && exception is PostgresException refused)
        {
            Refused(
                logger, request.DisplayName, status, request.TraceId, ServerRefusal.Describe(refused),
                refused.StackTrace);
        }
        else if (status >= 500)
        {
            Failed(logger, exception, request.DisplayName, status, request.TraceId);
        }

        if (status == ProblemType.DatabaseTimeout.Status)
        {
            ServingMeter.CountDatabaseTimeout(exception);
        }

        await problem.Type.Result(problem.Message, problem.Errors).ExecuteAsync(httpContext);
        return true;
    }

    private static ProblemException Translate(Exception exception, HttpRequest request) => exception switch
    {
        ProblemException known => known,
        BadHttpRequestException { StatusCode: 413 } => BodyLimit.Problem.Exception(BodyLimit.Detail),
        BadHttpRequestException bad => ProblemType.OfStatus(bad.StatusCode).Exception(bad.Message),
        _ => DatabaseProblems.Translate(exception, request)
            ?? ProblemType.Internal.Exception("The fault is logged under the traceId of this answer."),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Request} failed with status {Status}, trace {TraceId}")]
    private static partial void Failed(
        ILogger logger, Exception exception, string request, int status, ActivityTraceId traceId);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "{Request} failed with status {Status}, trace {TraceId}: the database refused, {Refusal}\n{Stack}")]
    private static partial void Refused(
        ILogger logger, string request, int status, ActivityTraceId traceId, string refusal, string? stack);
}
