using System.Text;
using Lectern.Functions.Http.ErrorHandling;
using Lectern.Functions.Telemetry;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Functions.Admission;

/// <summary>
/// The problem <c>overloaded</c>, written without the stages that other problems pass: the more requests are refused,
/// the less each may cost.
/// </summary>
internal static class OverloadedAnswer
{
    private const string Path = "{path}";
    private const string TraceId = "{traceId}";

    private static readonly string[] Parts = PartsOf(ProblemType.Overloaded.Details(DatabasePlaces.Refusal));

    public static Task WriteAsync(HttpContext context)
    {
        ServingMeter.CountProblem(ProblemType.Overloaded.Code);
        string traceId = ProblemWriter.TraceIdOf(context);
        byte[] body = Encoding.UTF8.GetBytes(string.Concat(
            Parts[0], JsonEncodedText.Encode(context.Request.Path.ToString()).Value, Parts[1], traceId, Parts[2]));
        var response = context.Response;
        response.StatusCode = ProblemType.Overloaded.Status;
        response.ContentType = "application/problem+json";
        response.ContentLength = body.Length;
        response.Headers.RetryAfter = ProblemType.RetryAfterSeconds;
        ResponseHeaders.Set(response.Headers);
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static string[] PartsOf(ProblemDetails problem)
    {
        problem.Instance = Path;
        problem.Extensions["traceId"] = TraceId;
        return JsonSerializer.Serialize(problem, LecternJson.Options).Split([Path, TraceId], StringSplitOptions.None);
    }
}
