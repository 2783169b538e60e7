using System.Diagnostics;
using Xunit;

namespace Lectern.DatabaseUrls.Tests;

/// <summary>psql, which parses connection strings with libpq.</summary>
internal static class Psql
{
    public const string Question = "select current_user || '|' || current_database()";

    /// <summary>The program on the PATH or in Debian's folders; null if it is not installed.</summary>
    public static string? Find()
    {
        string name = OperatingSystem.IsWindows() ? "psql.exe" : "psql";
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin"))
            : [];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(debian)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    public static async Task<string> AskAsync(string psql, string connection, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(psql, ["--no-psqlrc", "--no-password", "-Atc", Question, "-d", connection])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PGCLIENTENCODING"] = "UTF8" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        string error = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, error);
        return (await output)[..^1]; // psql ends the row with one line feed; others are part of the name.
    }
}
