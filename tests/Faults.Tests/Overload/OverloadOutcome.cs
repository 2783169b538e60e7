using System.Globalization;

namespace Lectern.Faults.Tests.Overload;

/// <summary>What ten times the load did, beside the load that the instances can just serve.</summary>
/// <param name="Peak">The answers while each caller waited for the one before.</param>
/// <param name="PeakTime">How long that was.</param>
/// <param name="Load">The answers under ten times the peak.</param>
/// <param name="LoadTime">How long requests were sent.</param>
/// <param name="Always">The answers of health and of the index meanwhile.</param>
internal sealed record OverloadOutcome(
    IReadOnlyList<Answered> Peak, TimeSpan PeakTime, IReadOnlyList<Answered> Load, TimeSpan LoadTime,
    IReadOnlyList<Answered> Always)
{
    /// <summary>
    /// The answers with success for each second of the load. What is answered later waited in the line, and belongs to
    /// none of them.
    /// </summary>
    public static double Goodput(IReadOnlyList<Answered> answers, TimeSpan time) =>
        answers.Count(answer => answer.IsSuccess && answer.At <= time) / time.TotalSeconds;

    public override string ToString()
    {
        var admitted = Load.Where(answer => answer.IsSuccess).ToList();
        var refused = Load.Where(answer => answer.IsRefusal).ToList();
        double peak = Goodput(Peak, PeakTime);
        return string.Create(CultureInfo.InvariantCulture, $"""
            | | |
            |---|---|
            | peak | {peak:0} answers a second |
            | load | {Load.Count / LoadTime.TotalSeconds / peak:0.0} times the peak |
            | goodput, of the peak | {Goodput(Load, LoadTime) / peak:P0} |
            | admitted requests, median | {Answered.Median(admitted).TotalSeconds:0.0} s |
            | refused, of all requests | {(double)refused.Count / Load.Count:P0} |
            | refusals, median | {Answered.Median(refused).TotalMilliseconds:0} ms |
            | health and index answered | {Always.Count(answer => answer.IsSuccess)} of {Always.Count} |
            """);
    }
}
