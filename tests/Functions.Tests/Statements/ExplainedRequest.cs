namespace Lectern.Functions.Tests.Statements;

/// <summary>What a request did in the database.</summary>
/// <param name="Request">The request.</param>
/// <param name="Mode">plan_cache_mode.</param>
/// <param name="Status">The status of its answer.</param>
/// <param name="RoundTrips">How many commands the API sent.</param>
/// <param name="Plans">The plans of its statements, and of what they caused.</param>
internal sealed record ExplainedRequest(
    PlannedRequest Request, string Mode, int Status, int RoundTrips, IReadOnlyList<Plan> Plans)
{
    public long Buffers => Plans.Sum(plan => plan.Buffers);

    public double Ms => Plans.Sum(plan => plan.Ms);

    public IEnumerable<string> Faults => Plans.SelectMany(plan => plan.Faults.Select(
        fault => $"{Request} ({Mode}, {plan.Buffers} buffers): {fault}: {Short(plan.Query)}"));

    private static string Short(string sql) => string.Join(' ', sql.Split((char[]?)null, 200,
        StringSplitOptions.RemoveEmptyEntries));
}
