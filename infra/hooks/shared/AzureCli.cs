using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lectern.Hooks;

/// <summary>The Azure CLI, as whoever is signed in to it.</summary>
internal static class AzureCli
{
    /// <summary>Runs a command and reads its answer.</summary>
    /// <returns>The JSON that it wrote; null if it wrote nothing.</returns>
    /// <exception cref="AzureCliException">It failed, or the Azure CLI is not installed.</exception>
    public static async Task<JsonElement?> RunAsync(params string[] arguments)
    {
        // On Windows az is a batch file, which only cmd can start.
        string[] command = OperatingSystem.IsWindows() ? ["cmd", "/d", "/c", "az"] : ["az"];
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. arguments, "--output", "json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Start(start);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        string answer = await output;
        string complaint = (await error).Trim();
        if (process.ExitCode != 0)
        {
            throw new AzureCliException(complaint);
        }

        return string.IsNullOrWhiteSpace(answer) ? null : JsonElement.Parse(answer);
    }

    /// <summary>Sends a body to Microsoft Graph and reads its answer.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public static async Task<JsonElement?> SendAsync(string method, string path, JsonObject body)
    {
        // In a file, because cmd does not pass on the quotation marks of JSON.
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, body.ToJsonString());
            return await RunAsync(
                "rest", "--method", method, "--uri", $"https://graph.microsoft.com/v1.0/{path}",
                "--headers", "Content-Type=application/json", "--body", $"@{file}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new AzureCliException($"The Azure CLI (az) cannot be started: {failure.Message}.");
        }
    }
}
