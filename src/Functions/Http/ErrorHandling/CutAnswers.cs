using System.Diagnostics;
using Lectern.Functions.Telemetry;

namespace Lectern.Functions.Http.ErrorHandling;

/// <summary>Keeps the database's messages, which quote rows, out of the log when an answer is cut.</summary>
public sealed class CutAnswers(RequestDelegate next)
{
    /// <exception cref="IOException">The database refused a statement after the answer had started.</exception>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (PostgresException refused) when (context.Response.HasStarted)
        {
            throw new IOException(
                $"{Activity.Current?.DisplayName} was cut: the database refused, {ServerRefusal.Describe(refused)}");
        }
    }
}
