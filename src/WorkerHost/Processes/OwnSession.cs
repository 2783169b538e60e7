namespace Lectern.WorkerHost.Processes;

/// <summary>
/// Gives the worker a session of its own. Ctrl-C in a terminal then reaches this process alone, which lets requests in
/// flight finish before it ends the worker.
/// </summary>
/// <remarks>Linux alone; macOS has no setsid command.</remarks>
internal static class OwnSession
{
    private const string Setsid = "/usr/bin/setsid";

    /// <summary>
    /// The words before the program; none if the program cannot be found, so that the error names the program.
    /// </summary>
    public static string[] Prefix(string program) =>
        OperatingSystem.IsLinux() && File.Exists(Setsid) && IsFound(program) ? [Setsid] : [];

    private static bool IsFound(string program) => program.Contains('/', StringComparison.Ordinal)
        ? File.Exists(program)
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
