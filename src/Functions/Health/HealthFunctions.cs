using System.ComponentModel;

namespace Lectern.Functions.Health;

/// <summary>How the process does.</summary>
/// <param name="Status">live or ready.</param>
[DisplayName("Health")]
public sealed record HealthReport([property: AllowedValues("live", "ready")] string Status);

/// <summary>For probes: whether to restart the instance, and whether to send it requests.</summary>
[AllowAnonymous]
public sealed class HealthFunctions(HealthStore store)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The process answers. Says nothing of the database: restarting would not mend that.</summary>
    [Function("getLiveness")]
    public static Ok<HealthReport> Live(
        [HttpTrigger(Anonymous, "get", "head", Route = "health/live")] HttpRequest request) =>
        TypedResults.Ok(new HealthReport("live"));

    /// <summary>
    /// A connection is to be had within a second, and the schema has every script that this build was made with.
    /// </summary>
    [Function("getReadiness")]
    public async Task<Results<Ok<HealthReport>, ProblemHttpResult>> Ready(
        [HttpTrigger(Anonymous, "get", "head", Route = "health/ready")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var missing = await store.MissingScriptsAsync(patience.Token);
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
