using System.Diagnostics;

namespace Lectern.LocalHost;

/// <summary>A line for each request when it ends: method, path, status and time. Never a value of the query.</summary>
internal sealed class RequestLog(TerminalLog terminal)
{
    private const int MaxTargetChars = 150;

    /// <summary>Adds it in front of all that is added later.</summary>
    public void AddTo(IApplicationBuilder app) => app.Use(InvokeAsync);

    private async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        long start = Stopwatch.GetTimestamp();
        // Read before later stages change it.
        string target = $"{context.Request.Method} {context.Request.PathBase.Value}{context.Request.Path.Value}";
        bool isCut = true;
        try
        {
            await next(context);
            isCut = false;
        }
        finally
        {
            double ms = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            string status = isCut ? "cut" : $"{context.Response.StatusCode}";
            terminal.Write($"{TerminalLine.Of(target, MaxTargetChars)} {status} {ms:F0} ms");
        }
    }
}
