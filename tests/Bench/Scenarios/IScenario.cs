using Lectern.Bench.Contestants;
using Lectern.Bench.Driving;
using Lectern.Bench.Measuring;

namespace Lectern.Bench.Scenarios;

/// <summary>Something that the contestants are asked to do.</summary>
internal interface IScenario
{
    /// <summary>The name in options and tables.</summary>
    string Name { get; }

    /// <summary>What one request is.</summary>
    string What { get; }

    /// <summary>Can a contestant do it?</summary>
    bool IsFor(Contestant contestant);

    /// <summary>One round of one contestant.</summary>
    Task<Slice> RunAsync(
        RunningContestant contestant, School school, Driver driver, double seconds,
        CancellationToken cancellationToken);
}
