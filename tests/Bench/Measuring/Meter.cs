using System.Diagnostics;
using Lectern.Bench.Contestants;

namespace Lectern.Bench.Measuring;

/// <summary>Measures a contestant while something asks it.</summary>
internal static class Meter
{
    public static async Task<Slice> MeasureAsync(RunningContestant contestant, School school, Func<Task<Work>> ask)
    {
        var tree = contestant.Tree;
        tree.ForgetPeak();
        long idle = tree.ResidentBytes;
        long? allocated = contestant.AllocatedBytes;
        var (own, database) = (tree.CpuMicroseconds, school.Processes.CpuMicroseconds);
        var work = await ask();
        return new(
            work, tree.CpuMicroseconds - own, school.Processes.CpuMicroseconds - database,
            contestant.AllocatedBytes - allocated, idle, tree.PeakBytes);
    }

    /// <summary>Times one thing.</summary>
    public static async Task<Work> TimeAsync(Func<Task> act)
    {
        long started = Stopwatch.GetTimestamp();
        await act();
        var time = Stopwatch.GetElapsedTime(started);
        var latencies = new Latencies();
        latencies.Add(time);
        return new(time.TotalSeconds, latencies);
    }
}
