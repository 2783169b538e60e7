using System.Diagnostics;

namespace Lectern.WorkerHost.Processes;

/// <summary>
/// Kills the worker when this process is killed. A worker keeps running after its stream to the host has broken.
/// Therefore a shell waits until its standard input closes, which happens when this process dies, and kills the worker.
/// </summary>
/// <remarks>There is no guard on Windows: a worker outlives a host that is killed.</remarks>
internal sealed class WorkerGuard : IDisposable
{
    // A line on standard input makes the shell end without a kill. It ignores the signals that a terminal sends to all.
    private const string Script = """trap '' INT TERM HUP; read -r line || kill -KILL "$1" """;

    private readonly Process _shell;

    private WorkerGuard(Process shell) => _shell = shell;

    public static WorkerGuard? Watch(int processId)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, UseShellExecute = false };
        foreach (string argument in (string[])["-c", Script, "worker-guard", $"{processId}"])
        {
            start.ArgumentList.Add(argument);
        }

        return new(Process.Start(start)!);
    }

    public void Dispose()
    {
        try
        {
            _shell.StandardInput.WriteLine();
            _shell.StandardInput.Dispose();
        }
        catch (IOException)
        {
            // Somebody ended the shell.
        }

        _shell.Dispose();
    }
}
