using System.Diagnostics;

namespace Lectern.LocalPostgres;

/// <summary>
/// Ties a server's life to ours. The server runs below a shell that reads from a pipe which only this process holds
/// open: when this process ends, killed or not, the pipe closes and the shell stops the server.
/// </summary>
internal static class Watchdog
{
    /// <summary>
    /// The server gets a session of its own, so that a terminal's Ctrl-C reaches us alone: requests in flight are
    /// answered before their database stops. <c>setsid</c> comes with every Linux. macOS has none, but its sh is bash,
    /// where <c>set -m</c> gives the server a process group of its own. Never <c>set -m</c> in dash (Debian, Ubuntu):
    /// it makes this shell the terminal's foreground group, and then Ctrl-C reaches nobody else. SIGINT is PostgreSQL's
    /// fast shutdown.
    /// </summary>
    private const string Script = """
        trap '' INT HUP
        log=$1; shift
        exec 3<&0 >"$log" 2>&1
        if command -v setsid >/dev/null; then
            setsid "$@" </dev/null 3<&- &
        else
            set -m
            "$@" </dev/null 3<&- &
        fi
        server=$!
        { cat <&3 >/dev/null; kill -INT "$server"; } 2>/dev/null &
        exec 3<&-
        wait "$server"
        """;

    /// <summary>The same start below the watchdog; what the server says goes to the log file.</summary>
    public static ProcessStartInfo Wrap(ProcessStartInfo server, string log)
    {
        if (OperatingSystem.IsWindows())
        {
            // No shell to count on: a killed run leaves its server, which the next one stops (StopOrphanAsync).
            server.RedirectStandardInput = true;
            return server;
        }

        return new("/bin/sh", ["-c", Script, "sh", log, server.FileName, .. server.ArgumentList])
        {
            WorkingDirectory = server.WorkingDirectory,
            RedirectStandardInput = true,
        };
    }

    /// <summary>Asks the server to stop; returns at once.</summary>
    public static void RequestStop(Process process)
    {
        process.StandardInput.Close();
        if (OperatingSystem.IsWindows() && !process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
