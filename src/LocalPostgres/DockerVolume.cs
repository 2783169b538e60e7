using System.Globalization;

namespace Lectern.LocalPostgres;

/// <summary>
/// The volume with the data of a data folder, as a file in the folder names it. The name does not depend on the
/// folder's path. So a folder keeps its data when it is moved, and a folder that was deleted by hand gets a new volume.
/// </summary>
/// <param name="Name">The name of the volume, and of the container that uses it.</param>
/// <param name="MajorVersion">The version of PostgreSQL that wrote the data.</param>
internal sealed record DockerVolume(string Name, int MajorVersion)
{
    /// <summary>The volume of a folder; null if its data is not in a volume.</summary>
    public static DockerVolume? Of(string dataFolder)
    {
        if (!File.Exists(FileOf(dataFolder)))
        {
            return null;
        }

        string[] words = File.ReadAllText(FileOf(dataFolder))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words is [var name, var version]
            && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int majorVersion)
            ? new(name, majorVersion)
            : throw new LocalServerException(
                $"{FileOf(dataFolder)} does not name a Docker volume and a version of PostgreSQL.");
    }

    /// <summary>Chooses a name. Docker creates the volume when a container uses it.</summary>
    public static Task CreateAsync(string dataFolder, int majorVersion, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(
            FileOf(dataFolder), $"lectern-{Guid.NewGuid():N} {majorVersion}\n", cancellationToken);

    private static string FileOf(string dataFolder) => Path.Combine(dataFolder, "docker-volume");
}
