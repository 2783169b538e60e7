using System.Diagnostics;

namespace Lectern.LocalPostgres;

/// <summary>
/// PostgreSQL in a container, for machines that only have Docker. The data is in a volume, because a mounted folder
/// would belong to a user of the container.
/// </summary>
internal sealed class DockerPrograms : IServerPrograms
{
    private const int NewestMajorVersion = 18;

    private readonly Docker _docker;
    private readonly int _majorVersion;
    private string? _password;

    private DockerPrograms(Docker docker, int majorVersion) => (_docker, _majorVersion) = (docker, majorVersion);

    /// <summary>The image of a data folder that does not say otherwise.</summary>
    public static string NewestImage { get; } = ImageOf(NewestMajorVersion);

    public string Description => $"PostgreSQL {_majorVersion} (container {Image})";

    private string Image => ImageOf(_majorVersion);

    /// <summary>Docker if its engine answers; otherwise null.</summary>
    public static async Task<DockerPrograms?> FindAsync(
        string dataFolder, int? majorVersion, CancellationToken cancellationToken) =>
        await Docker.FindAsync(cancellationToken) is { } docker
            ? new(docker, DockerVolume.Of(dataFolder)?.MajorVersion ?? majorVersion ?? NewestMajorVersion)
            : null;

    public async Task PrepareAsync(string dataFolder, string password, CancellationToken cancellationToken)
    {
        _password = password;
        await _docker.PullIfMissingAsync(Image, cancellationToken);
        if (DockerVolume.Of(dataFolder) is null)
        {
            await DockerVolume.CreateAsync(dataFolder, _majorVersion, cancellationToken);
        }

        await StopLeftOverAsync(dataFolder, cancellationToken);
    }

    public ProcessStartInfo Server(string dataFolder, int port, IReadOnlyList<string> settings)
    {
        string volume = NameOf(dataFolder);
        // The image's entry point creates the cluster in an empty volume.
        var start = _docker.Command(
        [
            "run", "--rm", "--name", volume, "--publish", $"127.0.0.1:{port}:5432", "--stop-signal", "SIGINT",
            "--volume", $"{volume}:/cluster", "--env", "PGDATA=/cluster/data", "--env", "POSTGRES_PASSWORD",
            "--env", "POSTGRES_INITDB_ARGS=--encoding=UTF8 --locale=C --lc-ctype=C.UTF-8 --auth=scram-sha-256",
            Image, .. settings.SelectMany(setting => new[] { "-c", setting }),
        ]);
        // Every process can read the arguments of another one.
        start.Environment["POSTGRES_PASSWORD"] = _password;
        return start;
    }

    public bool SaysPortIsTaken(string log) =>
        log.Contains("port is already allocated", StringComparison.Ordinal)
        || log.Contains("address already in use", StringComparison.Ordinal)
        || log.Contains("ports are not available", StringComparison.OrdinalIgnoreCase);

    public Task StopLeftOverAsync(string dataFolder, CancellationToken cancellationToken) =>
        _docker.RemoveContainerAsync(NameOf(dataFolder), cancellationToken);

    /// <summary>Deletes the data, with a server that an earlier, killed run has left.</summary>
    public async Task DeleteDataAsync(string dataFolder, CancellationToken cancellationToken)
    {
        await StopLeftOverAsync(dataFolder, cancellationToken);
        await _docker.RemoveVolumeAsync(NameOf(dataFolder), cancellationToken);
    }

    private static string ImageOf(int majorVersion) => $"docker.io/library/postgres:{majorVersion}";

    private static string NameOf(string dataFolder) => DockerVolume.Of(dataFolder)!.Name;
}
