using Lectern.Bench.Contestants;
using Lectern.Bench.Measuring;

namespace Lectern.Bench.Scenarios;

/// <summary>Something that the contestants are asked to do.</summary>
internal interface IScenario
{
    /// <summary>The name in options and tables.</summary>
    string Name { get; }

    /// <summary>What one request is.</summary>
    string What { get; }

    /// <summary>Does it need all the rows of a large school?</summary>
    bool IsLarge => false;

    /// <summary>The most rounds; null for any number.</summary>
    int? MaxRounds => null;

    /// <summary>Is a round run before those that are measured?</summary>
    bool IsWarmedUp => true;

    /// <summary>Can a contestant do it?</summary>
    bool IsFor(Contestant contestant) => contestant.IsLectern;

    /// <summary>One round of one contestant.</summary>
    Task<Slice> RunAsync(RunningContestant contestant, Arena arena, CancellationToken cancellationToken);

    /// <summary>What else is measured in each round, after the contestants.</summary>
    /// <param name="contestants">Those that are measured.</param>
    IReadOnlyList<Reference> ReferencesFor(IReadOnlyList<Contestant> contestants) => [];
}
