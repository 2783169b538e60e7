using System.Diagnostics;
using Lectern.Functions.About;
using Lectern.Functions.Health;

namespace Lectern.Functions.Status;

[Access(Read = Role.Admin)]
public sealed class StatusFunctions(StatusStore store, PoolMeter pool)
{
    private static readonly DateTime StartedAt = Process.GetCurrentProcess().StartTime.ToUniversalTime();

    /// <summary>Build, uptime, schema, pool, replicas and migrations.</summary>
    [Function("getStatus")]
    public async Task<Ok<SystemStatus>> Get(
        [HttpTrigger(Anonymous, "get", "head", Route = "status")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var (replicas, migrations) = await store.ReadAsync(cancellationToken);
        return TypedResults.Ok(new SystemStatus(
            AboutFunctions.Version,
            StartedAt,
            (long)(DateTime.UtcNow - StartedAt).TotalSeconds,
            ExpectedSchema.UpScripts[^1],
            pool.Read(),
            replicas,
            migrations));
    }
}
