using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Lectern.Cli.Tests;

/// <summary>A run of the built binary: what a person or a script sees of it.</summary>
internal sealed record Run(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;
}

internal static class LecternTool
{
    private static readonly string Tool = Path.Combine(
        AppContext.BaseDirectory.Replace(
            Path.Combine("tests", "Cli.Tests"), Path.Combine("src", "Cli"), StringComparison.Ordinal),
        "lectern.dll");

    /// <summary>Runs <c>lectern</c> with these arguments and without the DATABASE_URL of the machine.</summary>
    public static Task<Run> RunAsync(params string[] arguments) => RunWithAsync(null, arguments);

    /// <summary>Runs <c>lectern</c> with a DATABASE_URL.</summary>
    public static async Task<Run> RunWithAsync(string? databaseUrl, params string[] arguments)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("dotnet", [Tool, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Remove("DATABASE_URL");
        if (databaseUrl is not null)
        {
            start.Environment["DATABASE_URL"] = databaseUrl;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new Run(process.ExitCode, await output, await error);
    }
}
