using System.Diagnostics;
using Lectern.Functions.About;
using Lectern.Functions.Health;
using Lectern.Functions.Http.Callers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace Lectern.Functions.Status;

/// <summary>For operators.</summary>
[Authorize(Roles = Role.Admin)]
public sealed class StatusFunctions(StatusStore store, PoolMeter pool)
{
    private static readonly DateTime StartedAt = Process.GetCurrentProcess().StartTime.ToUniversalTime();

    /// <summary>Build, uptime, schema, pool, replicas and migrations.</summary>
    [Function("getStatus")]
    public async Task<Ok<SystemStatus>> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "status")] HttpRequest request,
        CancellationToken cancellationToken) =>
        TypedResults.Ok(new SystemStatus(
            AboutFunctions.Version,
            StartedAt,
            (long)(DateTime.UtcNow - StartedAt).TotalSeconds,
            ExpectedSchema.UpScripts[^1],
            pool.Read(),
            await store.ReplicasAsync(cancellationToken),
            await store.MigrationsAsync(cancellationToken)));
}
