using System.ComponentModel;

namespace Lectern.Functions.Health;

/// <summary>The state of the process.</summary>
/// <param name="Status">live or ready.</param>
[DisplayName("Health")]
public sealed record HealthReport([property: AllowedValues("live", "ready")] string Status);

[AllowAnonymous]
public sealed class HealthFunctions(HealthStore store)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>The process runs. This does not check the database, because a restart would not repair that.</summary>
    [Function("getLiveness")]
    public static Ok<HealthReport> Live(
        [HttpTrigger(Anonymous, "get", "head", Route = "health/live")] HttpRequest request) =>
        TypedResults.Ok(new HealthReport("live"));

    /// <summary>The database answers within a second, and its schema has every script of this build.</summary>
    [Function("getReadiness")]
    public async Task<Results<Ok<HealthReport>, ProblemHttpResult>> Ready(
        [HttpTrigger(Anonymous, "get", "head", Route = "health/ready")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            var missing = await store.MissingScriptsAsync(timeout.Token);
            return missing.Count == 0
                ? TypedResults.Ok(new HealthReport("ready"))
                : NotReady($"The schema is behind this build by {missing.Count} scripts, the first is {missing[0]}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return NotReady("The database, or the pool of its connections, did not answer within a second.");
        }
        catch (PostgresException noJournal) when (noJournal.SqlState
            is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return NotReady("The database has not been migrated.");
        }
    }

    private static ProblemHttpResult NotReady(string why) => ProblemType.DatabaseUnavailable.Result(why);
}
