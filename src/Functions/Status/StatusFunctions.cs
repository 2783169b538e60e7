using System.Diagnostics;
using Lectern.Functions.About;
using Lectern.Functions.Health;

namespace Lectern.Functions.Status;

[Access(Read = Role.Admin)]
public sealed class StatusFunctions(StatusStore store, PoolMeter pool, ActivityMeter activity)
{
    private static readonly DateTime StartedAt = Process.GetCurrentProcess().StartTime.ToUniversalTime();
    private static readonly TimeSpan AgeAtFirst = DateTime.UtcNow - StartedAt;
    // Goes on evenly when the machine's clock is set.
    private static readonly long First = Stopwatch.GetTimestamp();

    /// <summary>Build, uptime, pool, requests, problems, replicas and migrations; a page for a browser.</summary>
    [Function("getStatus")]
    public async Task<Results<Ok<SystemStatus>, ContentHttpResult>> Get(
        [HttpTrigger(Anonymous, "get", "head", Route = "status")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        request.HttpContext.Response.Headers.AppendCommaSeparatedValues("Vary", "Accept");
        return EmbeddedPage.IsAskedFor(request)
            ? EmbeddedPage.Of(request, "status.html")
            : TypedResults.Ok(new SystemStatus(
                AboutFunctions.Version,
                StartedAt,
                (long)(AgeAtFirst + Stopwatch.GetElapsedTime(First)).TotalSeconds,
                ExpectedSchema.UpScripts[^1],
                pool.Read(),
                await store.ReplicasAsync(cancellationToken),
                await store.MigrationsAsync(cancellationToken),
                activity.Read()));
    }
}
