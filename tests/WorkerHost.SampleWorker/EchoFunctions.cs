using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Lectern.WorkerHost.SampleWorker;

/// <summary>Functions that tell what reached them.</summary>
public static class EchoFunctions
{
    [Function("Echo")]
    public static IResult Echo(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "delete", Route = "echo/{id:int}/{name?}")]
        HttpRequest request) => Results.Json(new EchoedRequest(
            request.Method, request.Path, request.QueryString.Value ?? "", request.Scheme, request.Host.Value ?? "",
            request.HttpContext.Connection.RemoteIpAddress?.ToString(),
            request.Headers.ToDictionary(
                header => header.Key.ToLowerInvariant(), header => header.Value.ToString())));

    [Function("Bind")]
    public static IResult Bind(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "bind/{id:int}/{name?}")] HttpRequest request,
        int id, string? name, string? filter, FunctionContext context) => Results.Json(new BoundValues(
            id, name, filter, context.TraceContext.TraceParent, context.InvocationId,
            request.Headers["x-ms-invocation-id"].ToString()));

    // Reads all before it answers: an HTTP/1.1 client reads no answer while it writes.
    [Function("EchoBody")]
    public static async Task<IResult> EchoBody(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "body")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return Results.Bytes(body.ToArray(), request.ContentType);
    }

    [Function("Empty")]
    public static IResult Empty([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
        request.Method == HttpMethods.Get ? Results.NoContent() : Results.Ok(request.Method);
}

/// <summary>The request as the function saw it.</summary>
public sealed record EchoedRequest(
    string Method, string Path, string Query, string Scheme, string Host, string? RemoteAddress,
    Dictionary<string, string> Headers);

/// <summary>The parameters that the worker bound, and the ids of the call.</summary>
public sealed record BoundValues(
    int Id, string? Name, string? Filter, string TraceParent, string InvocationId, string InvocationHeader);
