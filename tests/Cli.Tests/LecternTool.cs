using System.Text.Json;
using Xunit;

namespace Lectern.Cli.Tests;

/// <summary>The result of a run of the built command.</summary>
internal sealed record Run(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;
}

internal static class LecternTool
{
    /// <summary>Runs <c>lectern</c> with these arguments and without the DATABASE_URL of the machine.</summary>
    public static Task<Run> RunAsync(params string[] arguments) => RunWithAsync(null, arguments);

    /// <summary>Runs <c>lectern</c> with a DATABASE_URL.</summary>
    public static async Task<Run> RunWithAsync(string? databaseUrl, params string[] arguments)
    {
        using var process = LecternProcess.Start(databaseUrl, arguments);
        return await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
