using System.Diagnostics;
using System.Text.Json;

namespace Lectern.Bench.Driving;

/// <summary>The process of the clients; see <see cref="DriveCommand"/>.</summary>
internal sealed class Driver : IDisposable
{
    private readonly Process _process = Process.Start(new ProcessStartInfo("dotnet", [ThisProgram.File, "drive"])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    /// <exception cref="InvalidOperationException">An answer had the wrong status, or none came.</exception>
    public async Task<DriveResult> RunAsync(DriveJob job, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(job).AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        string line = await _process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException("The driver ended.");
        var result = JsonSerializer.Deserialize<DriveResult>(line)!;
        return result.Failure is null
            ? result
            : throw new InvalidOperationException($"{result.Failure} The request was:\n{job.Request}");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
