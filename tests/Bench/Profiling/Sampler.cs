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

    /// <returns>The parts of all samples; null without perf, or without the right to use it.</returns>
    public static async Task<IReadOnlyList<string>?> RunAsync(
        int processId, double seconds, CancellationToken cancellationToken)
    {
        string file = Path.GetTempFileName();
        try
        {
            string duration = seconds.ToString(CultureInfo.InvariantCulture);
            var (exitCode, _, error) = await Shell.TryRunAsync(
                new("perf",
                [
                    "record", "-q", "-F", Frequency, "-e", "cpu-clock", "-g", "-o", file, "-p", $"{processId}", "--",
                    "sleep", duration,
                ]),
                cancellationToken);
            if (exitCode != 0)
            {
                await Console.Error.WriteLineAsync($"perf failed:\n{error}");
                return null;
            }

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
        await errors;
        return parts;
    }
}
