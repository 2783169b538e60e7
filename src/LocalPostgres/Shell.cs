using System.Diagnostics;

namespace Lectern.LocalPostgres;

/// <summary>Runs the programs that a local PostgreSQL needs, and reports their output if they fail.</summary>
internal static class Shell
{
    /// <summary>Runs a program to its end.</summary>
    /// <returns>The standard output.</returns>
    /// <exception cref="LocalServerException">It cannot be started, or its exit code is not 0.</exception>
    public static async Task<string> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        var (exitCode, output, error) = await TryRunAsync(start, cancellationToken);
        return exitCode == 0
            ? output
            : throw new LocalServerException($"{Describe(start)} failed with exit code {exitCode}:\n{error}{output}");
    }

    /// <summary>Runs a program to its end, with any exit code.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> TryRunAsync(
        ProcessStartInfo start, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        using var process = Start(start);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts a program; the error names it if it cannot be started.</summary>
    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new LocalServerException($"{Describe(start)} did not start.");
        }
        catch (System.ComponentModel.Win32Exception notFound)
        {
            throw new LocalServerException($"{start.FileName} could not be started: {notFound.Message}", notFound);
        }
    }

    /// <summary>The full path of a program on PATH, or null.</summary>
    public static string? Which(string program)
    {
        // On Windows npm is a .cmd; the file without an extension is for other shells.
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(folder => folder.Length > 0)
            .SelectMany(folder => endings, (folder, ending) => Path.Combine(folder, program + ending))
            .FirstOrDefault(File.Exists);
    }

    private static string Describe(ProcessStartInfo start) =>
        $"{Path.GetFileName(start.FileName)} {string.Join(' ', start.ArgumentList)}";
}
