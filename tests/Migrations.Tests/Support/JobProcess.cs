using System.Diagnostics;

namespace Lectern.Migrations.Tests.Support;

/// <summary>The job as a process of its own, which can be killed.</summary>
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

    public static JobProcess Start(string scriptsFolder, string connectionString) =>
        new(Process.Start(new ProcessStartInfo("dotnet", [Program, scriptsFolder])
        {
            RedirectStandardError = true,
            // A command line can be read by every process of the machine.
            Environment = { ["LECTERN_TEST_DATABASE"] = connectionString },
        })!);

    /// <returns>Whether it was still running.</returns>
    public bool Kill()
    {
        var wasRunning = !_process.HasExited;
        _process.Kill();
        _process.WaitForExit();
        return wasRunning;
    }

    /// <returns>The exit code and what it wrote to standard error.</returns>
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
