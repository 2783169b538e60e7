using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Lectern.LocalPostgres;

/// <summary>
/// PostgreSQL in a container, where Docker is all that there is. The data is in a volume named after the data folder
/// (a mounted folder would belong to a user of the container); a file in the folder says so.
/// </summary>
internal sealed class DockerPrograms : IServerPrograms
{
    private const int NewestMajorVersion = 18;

    private readonly string _docker;
    private readonly int _majorVersion;

    private DockerPrograms(string docker, int majorVersion) => (_docker, _majorVersion) = (docker, majorVersion);

    /// <inheritdoc/>
    public string Description => $"PostgreSQL {_majorVersion} (container {Image})";

    private string Image => $"docker.io/library/postgres:{_majorVersion}";

    /// <summary>Docker, where its engine answers; else null.</summary>
    public static async Task<DockerPrograms?> FindAsync(
        string dataFolder, int? majorVersion, CancellationToken cancellationToken)
    {
        if (Shell.Which("docker") is not { } docker
            || (await Shell.TryRunAsync(new(docker, ["version"]), cancellationToken)).ExitCode != 0)
        {
            return null;
        }

        return new(
            docker,
            IsUsedBy(dataFolder)
                ? int.Parse(
                    await File.ReadAllTextAsync(Marker(dataFolder), cancellationToken), CultureInfo.InvariantCulture)
                : majorVersion ?? NewestMajorVersion);
    }

    /// <summary>Whether the data of this folder is in a volume.</summary>
    public static bool IsUsedBy(string dataFolder) => File.Exists(Marker(dataFolder));

    /// <inheritdoc/>
    public async Task PrepareAsync(string dataFolder, string password, CancellationToken cancellationToken)
    {
        // The image's entry point makes the cluster in an empty volume. The password goes by the environment of the
        // client, never by its arguments, which every process may read.
        Environment.SetEnvironmentVariable("POSTGRES_PASSWORD", password);
        await Shell.TryRunAsync(new(_docker, ["stop", NameOf(dataFolder)]), cancellationToken);
        await File.WriteAllTextAsync(
            Marker(dataFolder), _majorVersion.ToString(CultureInfo.InvariantCulture), cancellationToken);
    }

    /// <inheritdoc/>
    public ProcessStartInfo Server(string dataFolder, int port, IReadOnlyList<string> settings) => new(_docker,
    [
        "run", "--rm", "--name", NameOf(dataFolder), "--publish", $"127.0.0.1:{port}:5432",
        "--volume", $"{NameOf(dataFolder)}:/cluster", "--env", "PGDATA=/cluster/data", "--env", "POSTGRES_PASSWORD",
        "--env", "POSTGRES_INITDB_ARGS=--encoding=UTF8 --locale=C --lc-ctype=C.UTF-8 --auth=scram-sha-256",
        Image, .. settings.SelectMany(setting => new[] { "-c", setting }),
    ]);

    /// <summary>Removes the volume of a data folder.</summary>
    public Task RemoveVolumeAsync(string dataFolder, CancellationToken cancellationToken) =>
        Shell.RunAsync(new(_docker, ["volume", "rm", "--force", NameOf(dataFolder)]), cancellationToken);

    private static string Marker(string dataFolder) => Path.Combine(dataFolder, "docker-volume");

    private static string NameOf(string dataFolder) =>
        "lectern-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataFolder)))[..12];
}
