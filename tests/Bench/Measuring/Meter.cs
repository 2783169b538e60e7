using Lectern.Bench.Contestants;

namespace Lectern.Bench.Measuring;

/// <summary>Measures a contestant while something asks it.</summary>
internal static class Meter
{
    /// <param name="contestant">What is measured, besides PostgreSQL.</param>
    /// <param name="school">The database.</param>
    /// <param name="work">Asks the contestant, and returns how long it took and the time of each request.</param>
    public static async Task<Slice> MeasureAsync(
        RunningContestant contestant, School school, Func<Task<(double Seconds, Latencies Latencies)>> work)
    {
        var tree = contestant.Tree;
        tree.ForgetPeak();
        long? allocated = contestant.AllocatedBytes;
        var (own, database) = (tree.CpuMicroseconds, school.Processes.CpuMicroseconds);
        var (seconds, latencies) = await work();
        return new(
            seconds, tree.CpuMicroseconds - own, school.Processes.CpuMicroseconds - database,
            contestant.AllocatedBytes - allocated, tree.PeakBytes, latencies);
    }
}
