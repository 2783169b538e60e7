using System.Diagnostics;
using Lectern.Testing;
using Xunit;

namespace Lectern.Infra.Tests.Support;

/// <summary>The result of a program.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>Both outputs.</summary>
    public string Text => $"{Output}\n{Error}";
}

/// <summary>Runs a program in the root of the checkout, as a person or azd does.</summary>
internal static class ToolProcess
{
    private static readonly string[] OfTheDeveloper =
        ["DATABASE_URL", "DATABASE_AUTH", "MIGRATION_DATABASE_URL", "PGPASSWORD"];

    /// <summary>Runs it to its end in the environment of this machine, without DATABASE_URL.</summary>
    public static async Task<ToolRun> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in OfTheDeveloper)
        {
            start.Environment.Remove(name);
        }

        // Such programs end before the runtime gets back the time that it takes to profile them.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var token = TestContext.Current.CancellationToken;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(token);
        var error = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return new(process.ExitCode, await output, await error);
    }
}
