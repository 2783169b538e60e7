using System.Diagnostics;
using System.Text;

namespace Lectern.Cli.Tests;

/// <summary>The running command. Tests read its standard error line by line, and stop it.</summary>
internal sealed class LecternProcess : IDisposable
{
    private static readonly string Tool = Path.Combine(
        AppContext.BaseDirectory.Replace(
            Path.Combine("tests", "Cli.Tests"), Path.Combine("src", "Cli"), StringComparison.Ordinal),
        "lectern.dll");

    private readonly Process _process;
    private readonly StringBuilder _read = new();

    private LecternProcess(Process process) => _process = process;

    public static LecternProcess Start(string? databaseUrl, params string[] arguments) =>
        Start(new Dictionary<string, string?> { ["DATABASE_URL"] = databaseUrl }, arguments);

    /// <summary>Starts it with these environment variables; null removes a variable.</summary>
    public static LecternProcess Start(Dictionary<string, string?> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Tool, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            // Outside of the repository, so that its tools and folders do not affect a test.
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment)
        {
            start.Environment.Remove(name);
            if (value is not null)
            {
                start.Environment[name] = value;
            }
        }

        return new LecternProcess(Process.Start(start)!);
    }

    /// <summary>Reads standard error up to a line that contains the text.</summary>
    /// <returns>The line; null if the process ended without one.</returns>
    public async Task<string?> ErrorLineAsync(string text, CancellationToken cancellationToken)
    {
        while (await _process.StandardError.ReadLineAsync(cancellationToken) is { } line)
        {
            _read.Append(line).Append('\n');
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        return null;
    }

    /// <summary>Sends SIGTERM, as a pipeline does; SIGINT of Ctrl-C has the same handler.</summary>
    public void Terminate() => Process.Start("kill", ["-TERM", $"{_process.Id}"]).WaitForExit();

    public async Task<Run> WaitForExitAsync(CancellationToken cancellationToken)
    {
        var output = _process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = _process.StandardError.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return new Run(_process.ExitCode, await output, _read + await error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
