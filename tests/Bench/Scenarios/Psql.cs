using System.Diagnostics;
using Lectern.Bench.Measuring;
using Lectern.LocalPostgres;

namespace Lectern.Bench.Scenarios;

/// <summary>PostgreSQL's own client, as the measure of what reads or writes many rows.</summary>
internal static class Psql
{
    /// <summary>The name of its row in the tables.</summary>
    public const string Name = "psql";

    /// <returns>Null without psql.</returns>
    public static async Task<Slice?> MeasureAsync(School school, string command, CancellationToken cancellationToken)
    {
        if (Shell.Which("psql") is not { } psql)
        {
            await Console.Error.WriteLineAsync("psql is missing, so nothing is compared with it.");
            return null;
        }

        var start = new ProcessStartInfo(psql, ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", command]);
        foreach (var (name, value) in school.Environment)
        {
            start.Environment[name] = value;
        }

        long before = school.Processes.CpuMicroseconds;
        var work = await Meter.TimeAsync(() => Shell.RunAsync(start, cancellationToken));
        return new(
            work, CpuMicroseconds: 0, school.Processes.CpuMicroseconds - before, AllocatedBytes: null, IdleBytes: 0,
            PeakBytes: 0);
    }
}
