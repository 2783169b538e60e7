using System.Collections.Frozen;
using System.Diagnostics;
using Lectern.Database;

namespace Lectern.Functions.Telemetry;

/// <summary>
/// Names each request's span (opentelemetry.io: Semantic Conventions for HTTP Spans) after the function's route, never
/// after the path or the query that was sent.
/// </summary>
public sealed partial class RequestTracing(RequestDelegate next, ILogger<RequestTracing> logger)
{
    public const string SourceName = "Lectern.Functions";
    private const string OtherMethod = "_OTHER";
    private static readonly ActivitySource Source = new(SourceName);
    private static readonly FrozenSet<string> KnownMethods = FrozenSet.Create(
        "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    public async Task InvokeAsync(HttpContext context)
    {
        // Kestrel starts a span, but the worker runs a function outside Kestrel's request.
        using var own = Activity.Current is null ? Start(context.Request) : null;
        var span = Activity.Current!;
        Describe(span, context);
        try
        {
            await next(context);
        }
        catch (Exception cut) when (!context.RequestAborted.IsCancellationRequested)
        {
            // The answer has started, so its status says nothing.
            Fail(span, cut.GetType().FullName!);
            // On the worker, the exception alone would end the answer as if it were complete.
            context.Abort();
            throw;
        }

        int status = context.Response.StatusCode;
        span.SetTag("http.response.status_code", status);
        if (status == StatusCodes.Status499ClientClosedRequest)
        {
            ServingMeter.Cancellations.Add(1);
            ClientLeft(logger, span.DisplayName, span.TraceId);
        }
        else if (status >= 500)
        {
            Fail(span, $"{status}");
        }
    }

    // Continues the caller's trace. A span exists even if nobody collects it: problems and logs name the trace.
    private static Activity Start(HttpRequest request)
    {
        ActivityContext.TryParse(
            request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var caller);
        var span = Source.CreateActivity("HTTP", ActivityKind.Server, caller) ?? Uncollected(caller);
        return span.Start();
    }

    private static Activity Uncollected(ActivityContext caller)
    {
        var span = new Activity("HTTP") { TraceStateString = caller.TraceState };
        return caller == default ? span : span.SetParentId(caller.TraceId, caller.SpanId, caller.TraceFlags);
    }

    private static void Describe(Activity span, HttpContext context)
    {
        var function = context.GetEndpoint()?.Metadata.GetMetadata<FunctionMetadata>() is { IsCatchAll: false } known
            ? known
            : null;
        string sent = context.Request.Method;
        string? method = KnownMethods.Contains(sent) ? sent : null;
        span.DisplayName = function is null ? method ?? "HTTP" : $"{sent} {function.Route}";
        if (!span.IsAllDataRequested)
        {
            return;
        }

        span.SetTag("http.request.method", method ?? OtherMethod);
        span.SetTag("url.scheme", context.Request.Scheme);
        if (function is not null)
        {
            span.SetTag("http.route", function.Route);
            span.SetTag(DatabaseTracing.OperationTag, function.Operation);
        }
    }

    private static void Fail(Activity span, string errorType)
    {
        span.SetTag("error.type", errorType);
        span.SetStatus(ActivityStatusCode.Error);
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "{Request}: the client left before the answer, trace {TraceId}")]
    private static partial void ClientLeft(ILogger logger, string request, ActivityTraceId traceId);
}
