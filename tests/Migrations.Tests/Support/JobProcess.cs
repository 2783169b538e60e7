using System.Diagnostics;

namespace Lectern.Migrations.Tests.Support;

/// <summary>The job in its own process, which tests can kill.</summary>
internal sealed class JobProcess : IDisposable
{
    private static readonly string Program = Path.Combine(
        AppContext.BaseDirectory.Replace("Migrations.Tests", "MigrationProcess", StringComparison.Ordinal),
        "Lectern.MigrationProcess.dll");

    private readonly Process _process;
    private readonly Task<string> _error;

    private JobProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <param name="engine">Nothing, or "grate".</param>
    public static JobProcess Start(string scriptsFolder, string connectionString, params string[] engine) =>
        new(Process.Start(new ProcessStartInfo("dotnet", [Program, scriptsFolder, .. engine])
        {
            RedirectStandardError = true,
            // Every process of the machine can read a command line.
            Environment = { ["LECTERN_TEST_DATABASE"] = connectionString },
        })!);

    /// <returns>Was it still running?</returns>
    public bool Kill()
    {
        bool wasRunning = !_process.HasExited;
        _process.Kill();
        _process.WaitForExit();
        return wasRunning;
    }

    /// <returns>The exit code and standard error.</returns>
    public (int ExitCode, string Error) WaitForExit()
    {
        _process.WaitForExit();
        return (_process.ExitCode, _error.GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
