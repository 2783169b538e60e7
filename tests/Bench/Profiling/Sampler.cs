using System.Diagnostics;
using System.Globalization;
using Lectern.LocalPostgres;

namespace Lectern.Bench.Profiling;

/// <summary>Samples the stacks of a process with perf (perf-record(1)).</summary>
internal static class Sampler
{
    private const string Frequency = "1999";

    /// <summary>What a .NET process needs in its environment, so that perf finds the names of its functions.</summary>
    public static readonly IReadOnlyDictionary<string, string> Settings = new Dictionary<string, string>
    {
        // Writes /tmp/perf-PID.map.
        ["DOTNET_PerfMapEnabled"] = "3",
        // Otherwise the code is in a file of its own, for which perf does not read the map.
        ["DOTNET_EnableWriteXorExecute"] = "0",
        // Code that was compiled ahead is not in the map.
        ["DOTNET_ReadyToRun"] = "0",
    };

    /// <returns>The parts of all samples.</returns>
    /// <exception cref="LocalServerException">perf failed, for example without the right to sample.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(
        int processId, double seconds, CancellationToken cancellationToken)
    {
        string file = Path.GetTempFileName();
        try
        {
            string duration = seconds.ToString(CultureInfo.InvariantCulture);
            await Shell.RunAsync(
                new("perf",
                [
                    "record", "-q", "-F", Frequency, "-e", "cpu-clock", "-g", "-o", file, "-p", $"{processId}", "--",
                    "sleep", duration,
                ]),
                cancellationToken);
            return await ReadAsync(file, cancellationToken);
        }
        finally
        {
            File.Delete(file);
            File.Delete($"/tmp/perf-{processId}.map");
        }
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("perf", ["script", "-i", file, "-F", "ip,sym,dso"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var perf = Shell.Start(start);
        var errors = perf.StandardError.ReadToEndAsync(cancellationToken);
        var parts = new List<string>();
        var stack = new List<Frame>();
        while (await perf.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (Frame.Parse(line) is { } frame)
            {
                stack.Add(frame);
            }
            else if (line.Length == 0 && stack.Count > 0)
            {
                parts.Add(Part.Of(stack));
                stack.Clear();
            }
        }

        await perf.WaitForExitAsync(cancellationToken);
        return perf.ExitCode == 0
            ? parts
            : throw new LocalServerException($"perf script failed with exit code {perf.ExitCode}:\n{await errors}");
    }
}
