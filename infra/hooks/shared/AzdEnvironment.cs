using System.ComponentModel;
using System.Diagnostics;

namespace Lectern.Hooks;

/// <summary>The environment of azd that the hook runs for.</summary>
internal static class AzdEnvironment
{
    /// <summary>Its name.</summary>
    /// <exception cref="HookException">azd did not start the hook, and the variable is not set by hand.</exception>
    public static string Name => Hook.Optional("AZURE_ENV_NAME") ?? throw new HookException(
        "AZURE_ENV_NAME is not set. azd sets it for its hooks; by hand, set it to the name of azd's environment.");

    /// <summary>Whether a person deploys, and not a pipeline.</summary>
    public static bool IsOfPerson => Hook.Optional("AZURE_PRINCIPAL_TYPE") is not "ServicePrincipal";

    /// <summary>Sets a variable for this deployment and the next ones.</summary>
    /// <exception cref="HookException">azd cannot be started or refuses; the message has the command.</exception>
    public static async Task SetAsync(string variable, string value)
    {
        string command = $"azd env set {variable} {(value.Length == 0 ? "\"\"" : value)}";
        Console.WriteLine($"   {command}");
        int exitCode;
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("azd", ["env", "set", variable, value, "--environment", Name]))!;
            await process.WaitForExitAsync();
            exitCode = process.ExitCode;
        }
        catch (Win32Exception failure)
        {
            throw new HookException(
                $"The Azure Developer CLI (azd) cannot be started: {failure.Message}. Run this where it is installed:\n"
                + $"  {command}");
        }

        if (exitCode != 0)
        {
            throw new HookException(
                $"azd did not set {variable}: exit code {exitCode}. The lines above say why. Run this:\n  {command}");
        }
    }
}
