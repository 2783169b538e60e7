using Lectern.Bench.Contestants;
using Lectern.Bench.Scenarios;

namespace Lectern.Bench.Comparing;

/// <summary>What a run measures, and where the figures go.</summary>
internal sealed record CompareOptions
{
    public required IReadOnlyList<IScenario> Scenarios { get; init; }
    public required IReadOnlyList<Contestant> Contestants { get; init; }
    public required double Seconds { get; init; }
    public required int Rounds { get; init; }
    /// <summary>The students and messages of a large school.</summary>
    public required int Rows { get; init; }
    /// <summary>How long the mixed load lasts.</summary>
    public required double Minutes { get; init; }
    public required string? JsonFile { get; init; }
    /// <summary>Put the figures into docs/performance.md?</summary>
    public required bool WritesPage { get; init; }
}
