using System.Diagnostics;

namespace Lectern.Bench.Contestants;

/// <summary>A server that is measured.</summary>
/// <param name="Name">The name in options and tables.</param>
/// <param name="What">What it is, for the page.</param>
/// <param name="StartAsync">
/// The command of its process, which takes its port from PORT; or the reason why it cannot run here.
/// </param>
/// <param name="IsRootCounted">False if the process only hosts the one that serves.</param>
internal sealed record Contestant(
    string Name, string What, Func<int, CancellationToken, Task<(ProcessStartInfo? Start, string? Absence)>> StartAsync,
    bool IsRootCounted = true)
{
    /// <summary>Is it Lectern, on whatever host?</summary>
    public bool IsLectern => Name is ServeCommand.Kestrel or ServeCommand.Worker;
}
