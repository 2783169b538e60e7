using System.Buffers;
using Microsoft.Net.Http.Headers;

namespace Lectern.Functions.Http;

/// <summary>
/// Refuses bodies with a larger Content-Length; <see cref="RequestBody"/> counts the others. Kestrel's limit is off
/// (LecternServer) because it cuts the connection while the caller or a proxy still sends.
/// </summary>
public sealed class BodyLimit(RequestDelegate next)
{
    /// <summary>10 MiB.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>100 MB, as in the Functions host (learn.microsoft.com: Azure Functions HTTP trigger, Limits).</summary>
    internal const long MaxDrainedBytes = 104_857_600;
    private const int DrainBytes = 64 * 1024;

    public static ProblemType Problem => ProblemType.BodyTooLarge;
    public static string Detail => $"A body may have {MaxBytes:N0} bytes at most (10 MiB).";

    public Task InvokeAsync(HttpContext context) =>
        context.Request.ContentLength > MaxBytes ? RefuseAsync(context) : next(context);

    /// <summary>Reads and discards a body up to a number of bytes.</summary>
    internal static async Task DrainAsync(Stream body, long maxBytes, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(DrainBytes);
        try
        {
            int count;
            do
            {
                count = await body.ReadAsync(buffer, cancellationToken);
                maxBytes -= count;
            }
            while (count > 0 && maxBytes > 0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Answers at once, then reads the body. A proxy reads the answer only after it has sent the whole body, and Kestrel
    // alone would reset the connection after 5 s: the answer would be lost. A caller who waits for 100 Continue sends
    // nothing after a refusal.
    private static async Task RefuseAsync(HttpContext context)
    {
        await Problem.Result(Detail).ExecuteAsync(context);
        await context.Response.CompleteAsync();
        if (context.Request.Headers.ContainsKey(HeaderNames.Expect))
        {
            return;
        }

        try
        {
            await DrainAsync(context.Request.Body, MaxDrainedBytes, context.RequestAborted);
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            // The caller has the answer and stops sending.
        }
    }
}
