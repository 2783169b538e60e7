namespace Lectern.Bench.Comparing;

/// <summary>What was measured in a run, to be asked for figures. A figure is null if it was not measured.</summary>
internal sealed class Results(IEnumerable<Result> all)
{
    private readonly Dictionary<(string Scenario, string Contestant), Result> _all =
        all.ToDictionary(result => (result.Scenario, result.Contestant));

    public IReadOnlyCollection<Result> All => _all.Values;

    public Result? Of(string scenario, string contestant) => _all.GetValueOrDefault((scenario, contestant));

    /// <summary>The largest quotient of the processor times of two contestants in these scenarios.</summary>
    public double? WorstCpu(string contestant, string other, params string[] scenarios) => Worst(
        scenarios.Select(scenario => Of(scenario, contestant)?.Cpu / Of(scenario, other)?.Cpu));

    /// <summary>The quotient of the rates of two contestants in a scenario.</summary>
    public double? Rates(string scenario, string contestant, string other) =>
        Of(scenario, contestant)?.Rate / Of(scenario, other)?.Rate;

    private static double? Worst(IEnumerable<double?> quotients)
    {
        var known = quotients.ToList();
        return known.Contains(null) ? null : known.Max();
    }
}
