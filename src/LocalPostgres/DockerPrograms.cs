using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Lectern.LocalPostgres;

/// <summary>
/// PostgreSQL in a container, for machines that only have Docker. The data is in a volume named after the data folder,
/// because a mounted folder would belong to a user of the container. A file in the data folder marks this.
/// </summary>
internal sealed class DockerPrograms : IServerPrograms
{
    private const int NewestMajorVersion = 18;

    private readonly string _docker;
    private readonly int _majorVersion;

    private DockerPrograms(string docker, int majorVersion) => (_docker, _majorVersion) = (docker, majorVersion);

    public string Description => $"PostgreSQL {_majorVersion} (container {Image})";

    private string Image => $"docker.io/library/postgres:{_majorVersion}";

    /// <summary>Docker if its engine answers; otherwise null.</summary>
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

    /// <summary>Is the data of this folder in a volume?</summary>
    public static bool IsUsedBy(string dataFolder) => File.Exists(Marker(dataFolder));

    public async Task PrepareAsync(string dataFolder, string password, CancellationToken cancellationToken)
    {
        // The image's entry point creates the cluster in an empty volume. The password is in the client's environment,
        // not in its arguments, which every process can read.
        Environment.SetEnvironmentVariable("POSTGRES_PASSWORD", password);
        await Shell.TryRunAsync(new(_docker, ["stop", NameOf(dataFolder)]), cancellationToken);
        await File.WriteAllTextAsync(
            Marker(dataFolder), _majorVersion.ToString(CultureInfo.InvariantCulture), cancellationToken);
    }

    public ProcessStartInfo Server(string dataFolder, int port, IReadOnlyList<string> settings) => new(_docker,
    [
        "run", "--rm", "--name", NameOf(dataFolder), "--publish", $"127.0.0.1:{port}:5432",
        "--volume", $"{NameOf(dataFolder)}:/cluster", "--env", "PGDATA=/cluster/data", "--env", "POSTGRES_PASSWORD",
        "--env", "POSTGRES_INITDB_ARGS=--encoding=UTF8 --locale=C --lc-ctype=C.UTF-8 --auth=scram-sha-256",
        Image, .. settings.SelectMany(setting => new[] { "-c", setting }),
    ]);

    public Task RemoveVolumeAsync(string dataFolder, CancellationToken cancellationToken) =>
        Shell.RunAsync(new(_docker, ["volume", "rm", "--force", NameOf(dataFolder)]), cancellationToken);

    private static string Marker(string dataFolder) => Path.Combine(dataFolder, "docker-volume");

    private static string NameOf(string dataFolder) =>
        "lectern-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataFolder)))[..12];
}
