using System.ComponentModel;

namespace Lectern.Functions.Health;

/// <summary>The state of the process.</summary>
/// <param name="Status">live or ready.</param>
[DisplayName("Health")]
public sealed record HealthReport([property: AllowedValues("live", "ready")] string Status);

[AllowAnonymous]
public sealed class HealthFunctions(Readiness readiness)
{
    /// <summary>The process runs. This does not check the database, because a restart would not repair that.</summary>
    [Function("getLiveness")]
    public static Ok<HealthReport> Live(
        [HttpTrigger(Anonymous, "get", "head", Route = "health/live")] HttpRequest request) =>
        TypedResults.Ok(new HealthReport("live"));

    /// <summary>The database answers within a second, and its schema has every script of this build.</summary>
    [Function("getReadiness")]
    public async Task<Results<Ok<HealthReport>, ProblemHttpResult>> Ready(
        [HttpTrigger(Anonymous, "get", "head", Route = "health/ready")] HttpRequest request,
        CancellationToken cancellationToken) =>
        await readiness.ReasonAsync(cancellationToken) is { } reason
            ? ProblemType.DatabaseUnavailable.Result(reason)
            : TypedResults.Ok(new HealthReport("ready"));
}
