using System.Diagnostics;

namespace Lectern.WorkerHost.Processes;

/// <summary>
/// Kills the worker when this process is killed. The worker's own code keeps running after its stream to the host has
/// broken, so a shell waits for the end of its standard input, which only the death of this process can cause.
/// </summary>
/// <remarks>Unix alone. On Windows a worker outlives a host that is killed.</remarks>
internal sealed class WorkerGuard : IDisposable
{
    // A line on the standard input calls the guard off. Signals of the terminal reach the whole group: it ignores them.
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
