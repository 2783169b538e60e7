using System.Diagnostics;

namespace Lectern.LocalPostgres;

/// <summary>
/// Stops a server when this process ends. The server is a child of a shell that reads from a pipe, which only this
/// process holds open. When this process ends or is killed, the pipe closes and the shell stops the server.
/// </summary>
internal static class Watchdog
{
    /// <summary>
    /// The server has a session of its own, so that Ctrl-C in a terminal reaches only this process, which answers the
    /// requests in flight before the database stops. Every Linux has <c>setsid</c>. macOS has none, but its sh is bash,
    /// where <c>set -m</c> gives the server its own process group. Do not use <c>set -m</c> in dash (Debian, Ubuntu):
    /// it makes this shell the foreground group of the terminal, so that Ctrl-C reaches no other process. SIGINT is
    /// PostgreSQL's fast shutdown.
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

    /// <summary>The same start with the watchdog; the output of the server goes to the log file.</summary>
    public static ProcessStartInfo Wrap(ProcessStartInfo server, string log)
    {
        if (OperatingSystem.IsWindows())
        {
            // Windows has no such shell: a killed run leaves its server, and the next run stops it (StopLeftOverAsync).
            server.RedirectStandardInput = true;
            return server;
        }

        var wrapped = new ProcessStartInfo(
            "/bin/sh", ["-c", Script, "sh", log, server.FileName, .. server.ArgumentList])
        {
            WorkingDirectory = server.WorkingDirectory,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in server.Environment)
        {
            wrapped.Environment[name] = value;
        }

        return wrapped;
    }

    /// <summary>Requests a stop; returns at once.</summary>
    public static void RequestStop(Process process)
    {
        process.StandardInput.Close();
        if (OperatingSystem.IsWindows() && !process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
