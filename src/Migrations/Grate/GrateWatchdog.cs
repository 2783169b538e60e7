using System.Diagnostics;

namespace Lectern.Migrations.Grate;

/// <summary>
/// Ends grate when this process ends, also when it is killed. Otherwise grate would go on without the job's lock, and
/// the next job could apply the same script. grate is a child of a shell that reads from a pipe, which only this
/// process holds open.
/// </summary>
internal static class GrateWatchdog
{
    /// <summary>
    /// grate gets a process group of its own: the dotnet command starts it as a child, so both are killed. Ctrl-C in a
    /// terminal then reaches only this process. macOS has no setsid, but its sh knows set -m; in dash, set -m would
    /// take the terminal away from this process. dash takes a process group only after <c>-s KILL --</c>. The process
    /// itself is killed too, because it has no group before setsid has started.
    /// </summary>
    private const string Script = """
        trap '' INT HUP
        exec 3<&0
        if command -v setsid >/dev/null; then
            setsid "$@" </dev/null 3<&- &
        else
            set -m
            "$@" </dev/null 3<&- &
        fi
        grate=$!
        { cat <&3; kill -s KILL -- "-$grate" "$grate"; } >/dev/null 2>&1 &
        watchdog=$!
        exec 3<&-
        wait "$grate"
        status=$?
        kill "$watchdog"
        exit "$status"
        """;

    /// <summary>The start of a program with the watchdog. On Windows, which has no such shell, without it.</summary>
    public static ProcessStartInfo Wrap(string program, IEnumerable<string> arguments) => OperatingSystem.IsWindows()
        ? new(program, arguments) { RedirectStandardInput = true }
        : new("/bin/sh", ["-c", Script, "sh", program, .. arguments]) { RedirectStandardInput = true };
}
