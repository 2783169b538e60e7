using System.Buffers;
using Microsoft.Net.Http.Headers;

namespace Lectern.Functions.Http;

/// <summary>
/// Refuses bodies that declare a length over the limit; <see cref="RequestBody"/> counts the others. Kestrel's own
/// limit is off on both hosts (LecternServer): it cuts the connection while the caller, or a proxy, still sends.
/// </summary>
public sealed class BodyLimit(RequestDelegate next)
{
    /// <summary>The largest body, in bytes: 10 MiB.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>
    /// How much of a refused body is read, in bytes: 100 MB, the limit of the Functions host, which refuses more by
    /// itself (learn.microsoft.com: Azure Functions HTTP trigger, Limits).
    /// </summary>
    internal const long MaxDrainedBytes = 104_857_600;

    private const int DrainBytes = 64 * 1024;

    /// <summary>Which problem a larger body is.</summary>
    public static ProblemType Problem => ProblemType.BodyTooLarge;

    /// <summary>What the caller is told.</summary>
    public static string Detail => $"A body may have {MaxBytes:N0} bytes at most (10 MiB).";

    public Task InvokeAsync(HttpContext context) =>
        context.Request.ContentLength > MaxBytes ? RefuseAsync(context) : next(context);

    /// <summary>Reads a body that nobody wants, to its end or to a number of bytes.</summary>
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

    /// <summary>
    /// Answers at once, then reads the body. A caller who looks may stop sending; a proxy does not look before it has
    /// sent everything, and Kestrel alone reads for 5 s only and then resets the connection: the answer would be lost.
    /// A caller who waits for <c>100 Continue</c> sends nothing after a refusal.
    /// </summary>
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
            // The caller has its answer and stops sending, which is no fault.
        }
    }
}
