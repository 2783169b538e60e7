using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Lectern.WorkerHost.SampleWorker;

/// <summary>Functions that take their time, fail, or end the process.</summary>
public sealed class LifeFunctions(ILogger<LifeFunctions> logger)
{
    private static readonly Channel<string> SaidLines = Channel.CreateUnbounded<string>();

    [Function("Slow")]
    public async Task<IResult> Slow(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "slow/{milliseconds:int}")] HttpRequest request,
        int milliseconds, CancellationToken cancellationToken)
    {
        logger.SlowStarted();
        try
        {
            await Task.Delay(milliseconds, cancellationToken);
            return Results.Text($"{request.Method} done");
        }
        catch (OperationCanceledException)
        {
            logger.SlowCancelled();
            throw;
        }
    }

    // Each line follows a call of Say: nothing on the way may hold it back.
    [Function("Lines")]
    public static async Task Lines(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "lines")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var response = request.HttpContext.Response;
        response.ContentType = "application/x-ndjson";
        await foreach (string line in SaidLines.Reader.ReadAllAsync(cancellationToken))
        {
            if (line == "end")
            {
                return;
            }

            await response.WriteAsync(line + "\n", cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
        }
    }

    [Function("Say")]
    public static async Task<IResult> Say(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "lines/{line}")] HttpRequest request, string line)
    {
        await SaidLines.Writer.WriteAsync(line, request.HttpContext.RequestAborted);
        return Results.NoContent();
    }

    [Function("Throw")]
    public static IResult Throw(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throw")] HttpRequest request) =>
        throw new InvalidOperationException($"The function throws for {request.Method}.");

    [Function("Exit")]
    public static IResult Exit(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "exit/{code:int}")] HttpRequest request, int code)
    {
        Environment.Exit(code);
        return Results.Text(request.Method);
    }

    [Function("Log")]
    public IResult Log(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "log")] HttpRequest request)
    {
        logger.Logged(request.Method);
        Console.WriteLine("A line on the standard output.");
        return Results.NoContent();
    }

    [Function("Process")]
    public static IResult Process(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "process")] HttpRequest request) =>
        Results.Text($"{request.Method} {Environment.ProcessId} {Environment.GetEnvironmentVariable("SAMPLE_NAME")}");
}
