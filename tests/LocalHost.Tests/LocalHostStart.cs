using System.Diagnostics;
using Lectern.Testing;

namespace Lectern.LocalHost.Tests;

/// <summary>The ways to start LocalHost.</summary>
internal static class LocalHostStart
{
    /// <summary>
    /// Starts the built program. If a script runs the tests in the background, they ignore SIGINT and the program would
    /// inherit that, so env restores the default.
    /// </summary>
    public static ProcessStartInfo Program(params string[] arguments)
    {
        string dotnet = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet"
            ? path
            : "dotnet";
        string[] words = [dotnet, Path.Combine(AppContext.BaseDirectory, "Lectern.LocalHost.dll"), .. arguments];
        return OperatingSystem.IsLinux() ? new("env", ["--default-signal=INT", .. words]) : new(words[0], words[1..]);
    }

    /// <summary>Starts it with <c>dotnet run --project</c> in a working folder.</summary>
    public static ProcessStartInfo Project(string folder, params string[] arguments)
    {
        string project = Path.Combine(Repository.Root, "src", "LocalHost");
        return new(
            "dotnet",
            ["run", "--no-build", "-c", Repository.Configuration, "--project", project, "--", .. arguments])
        {
            WorkingDirectory = folder,
        };
    }

    /// <summary>Starts the built program in a terminal of its own, which merges both outputs.</summary>
    public static ProcessStartInfo Terminal(params string[] arguments)
    {
        var program = Program(arguments);
        string[] words = [program.FileName, .. program.ArgumentList];
        // exec: a shell that stays (dash, if SHELL is not set) also gets Ctrl-C and ends with its own exit code.
        var terminal = OperatingSystem.IsMacOS()
            ? new ProcessStartInfo("script", ["-q", "/dev/null", .. words])
            : new("script", ["-qec", $"exec {string.Join(' ', words.Select(Quoted))}", "/dev/null"]);
        terminal.RedirectStandardInput = true;
        return terminal;

        static string Quoted(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }
}
