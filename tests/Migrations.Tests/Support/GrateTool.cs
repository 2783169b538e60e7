using System.Diagnostics;
using Lectern.Testing;
using Xunit;

namespace Lectern.Migrations.Tests.Support;

/// <summary>Installs the tool that <c>.config/dotnet-tools.json</c> pins, once for all tests of a class.</summary>
public sealed class GrateTool : IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        var (exitCode, output) = await DotnetAsync("tool", "restore");
        Assert.True(exitCode == 0, output);
    }

    /// <summary>Runs grate itself, without the job around it.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(MigrationOptions options, string connectionString, params string[] more)
    {
        string[] arguments =
        [
            "grate", "--databasetype=postgresql", $"--connectionstring={connectionString}",
            $"--sqlfilesdirectory={options.ScriptsFolder}", $"--version={options.Version}", "--createdatabase=false",
            "--noninteractive", $"--repositorypath={options.RepositoryPath}",
            .. options.Environments.Select(environment => $"--env={environment}"),
            .. options.Tokens.Select(token => $"--ut={token.Key}={token.Value}"),
            .. more,
        ];
        return (await DotnetAsync(arguments)).ExitCode;
    }

    /// <summary>Kills all processes of grate that work on a database.</summary>
    /// <returns>Were there any?</returns>
    public static bool Kill(string database)
    {
        bool wasRunning = false;
        foreach (var process in Process.GetProcessesByName("dotnet"))
        {
            using (process)
            {
                if (CommandLine(process.Id) is var line && line.Contains("--databasetype", StringComparison.Ordinal)
                    && line.Contains($"Database={database};", StringComparison.Ordinal))
                {
                    process.Kill();
                    wasRunning = true;
                }
            }
        }

        return wasRunning;
    }

    private static async Task<(int ExitCode, string Output)> DotnetAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        string[] output = await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, string.Concat(output));
    }

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The process has ended.
            return "";
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
