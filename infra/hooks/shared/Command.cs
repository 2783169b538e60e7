using System.Diagnostics;

namespace Lectern.Hooks;

/// <summary>Runs the programs of the hooks; what they say is seen as it comes.</summary>
internal static class Command
{
    // Built with the hooks that refer to its project.
    private static readonly string Lectern = Path.Combine(AppContext.BaseDirectory, "lectern.dll");

    /// <summary>Runs the <c>lectern</c> command of this checkout against the database of the migrations.</summary>
    public static Task LecternAsync(string step, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Lectern, .. arguments]);
        MigrationAccess.Give(start.Environment);
        return RunAsync(step, start);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="HookException">Its exit code was not 0.</exception>
    public static async Task RunAsync(string step, ProcessStartInfo start)
    {
        Console.WriteLine($"-- {step}");
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new HookException($"{step}: exit code {process.ExitCode}. The lines above say why.");
        }
    }
}
