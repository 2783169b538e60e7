using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Lectern.WorkerHost.SampleWorker;

/// <summary>Functions whose routes overlap: the order of their names decides, not that of the code.</summary>
public static class RouteFunctions
{
    [Function("OverlapZ")]
    public static IResult Exact(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "overlap/exact")] HttpRequest request) =>
        Results.Text($"{request.Path} reached OverlapZ");

    [Function("overlapA")]
    public static IResult Parameter(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "overlap/{anything}")] HttpRequest request) =>
        Results.Text($"{request.Path} reached overlapA");

    [Function("Files")]
    public static IResult Files(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "files/{*path}")] HttpRequest request,
        string? path) =>
        Results.Text($"{request.Method} {path}");

    [Function("Switched")]
    public static IResult Switched(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "switched")] HttpRequest request) =>
        Results.Text(request.Method);
}
