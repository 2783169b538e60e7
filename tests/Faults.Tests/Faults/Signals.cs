using System.Diagnostics;

namespace Lectern.Faults.Tests.Faults;

/// <summary>Sends signals to processes of the servers.</summary>
internal static class Signals
{
    /// <summary>Sends a signal. A process that has ended meanwhile is not an error.</summary>
    public static async Task SendAsync(string signal, IEnumerable<int> processIds)
    {
        string[] arguments = [$"-{signal}", .. processIds.Select(id => $"{id}")];
        using var kill = Process.Start(new ProcessStartInfo("kill", arguments) { RedirectStandardError = true })!;
        await kill.WaitForExitAsync();
    }
}
