using Lectern.Functions.Http.Problems;
using Microsoft.AspNetCore.Http.Features;

namespace Lectern.Functions.Http;

/// <summary>
/// Refuses bodies over the limit before they are read. Both hosts' Kestrel has its own limit switched off: its
/// refusal would be an empty answer, in the worker even a 500.
/// </summary>
public sealed class BodyLimit(RequestDelegate next)
{
    /// <summary>The largest body, in bytes: 10 MiB.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>Which problem a larger body is.</summary>
    public static ProblemType Problem => ProblemType.BodyTooLarge;

    /// <summary>What the caller is told.</summary>
    public static string Detail => $"A body may have {MaxBytes:N0} bytes at most (10 MiB).";

    /// <summary>The middleware.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MaxBytes)
        {
            throw Problem.Exception(Detail);
        }

        // A body of unknown length (chunked) is cut by the server's own count.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBytes;
        }

        return next(context);
    }
}
