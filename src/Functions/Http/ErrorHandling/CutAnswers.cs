using System.Diagnostics;
using Lectern.Functions.Telemetry;

namespace Lectern.Functions.Http.ErrorHandling;

/// <summary>
/// An answer that has begun cannot become a problem: the server cuts it and logs the exception whole. The database's
/// own words, which quote rows, are left out of that exception.
/// </summary>
public sealed class CutAnswers(RequestDelegate next)
{
    /// <exception cref="IOException">The database refused a statement after the answer had begun.</exception>
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
