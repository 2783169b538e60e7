namespace Lectern.Hooks;

/// <summary>A hook cannot go on; the message says why and what to do.</summary>
internal sealed class HookException(string message) : Exception(message);

/// <summary>What every hook does: say what it is about, and stop the deployment when it fails.</summary>
internal static class Hook
{
    private const int Failed = 1;

    /// <summary>Runs the steps of a hook.</summary>
    /// <returns>The exit code; azd stops at any that is not 0.</returns>
    public static async Task<int> RunAsync(string title, Func<Task> steps)
    {
        Console.WriteLine($"== {title}");
        try
        {
            if (!File.Exists("Functions.sln"))
            {
                throw new HookException("Run this in the root of the repository, as azd does.");
            }

            await steps();
            return 0;
        }
        catch (HookException failure)
        {
            await Console.Error.WriteLineAsync($"== {title}: FAILED\n{failure.Message}");
            return Failed;
        }
    }

    /// <summary>A variable of azd's environment.</summary>
    public static string Setting(string name) => Optional(name) ?? throw new HookException(
        $"{name} is not set. It is an output of the infrastructure: azd provision puts it into azd's environment, "
        + "and azd env get-values shows it.");

    /// <summary>A variable that need not be there; one that is empty is not.</summary>
    public static string? Optional(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
