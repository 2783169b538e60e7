using System.Security.Cryptography;

namespace Lectern.LocalPostgres;

/// <summary>
/// The folder with a local server's cluster, log and password. One process at a time can use it: it holds a file lock
/// of the operating system, which ends with the process even if that is killed.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string PassfilePrefix = "*:*:*:*:";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream folderLock)
    {
        Path = path;
        _lock = folderLock;
    }

    public string Path { get; }

    /// <summary>The password of the server's roles, in the format of libpq's password file.</summary>
    public string Passfile => PassfileOf(Path);

    /// <summary>The server's log since its last start.</summary>
    public string Log => System.IO.Path.Combine(Path, "postgresql.log");

    /// <summary>Opens a folder, and creates it if it is missing.</summary>
    /// <exception cref="LocalServerException">Another LocalHost uses it.</exception>
    public static DataFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(path);
        try
        {
            return new(path, new(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite,
                FileShare.None));
        }
        catch (IOException inUse)
        {
            throw new LocalServerException(
                $"{path} is in use by another LocalHost. Stop that one, or give this one a folder of its own: "
                + "--data DIR", inUse);
        }
    }

    /// <summary>Deletes a data folder with its contents; a missing or empty one is not an error.</summary>
    /// <exception cref="LocalServerException">It is in use, or it is not a data folder of Lectern.</exception>
    public static async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        path = System.IO.Path.GetFullPath(path);
        if (!Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any())
        {
            return;
        }

        if (!File.Exists(PassfileOf(path)))
        {
            throw new LocalServerException(
                $"{path} was not made by Lectern: nothing in it is deleted. Name another folder: --data DIR");
        }

        using (Open(path))
        {
            if (DockerVolume.Of(path) is { } volume)
            {
                // Without the folder, nothing would name the volume any more.
                var docker = await DockerPrograms.FindAsync(path, majorVersion: null, cancellationToken)
                    ?? throw new LocalServerException(
                        $"The data of {path} is in the Docker volume {volume.Name}, but Docker does not answer: "
                        + "nothing is deleted. Start Docker, or name another folder: --data DIR");
                await docker.DeleteDataAsync(path, cancellationToken);
            }

            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>The password of this folder's roles, created once in a file that only its owner can read.</summary>
    public async Task<string> PasswordAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(Passfile))
        {
            string line = await File.ReadAllTextAsync(Passfile, cancellationToken);
            return line.Trim()[PassfilePrefix.Length..];
        }

        string password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        string half = Passfile + ".new";
        File.Delete(half);
        var ownerOnly = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            ownerOnly.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var writer = new StreamWriter(half, ownerOnly))
        {
            await writer.WriteLineAsync((PassfilePrefix + password).AsMemory(), cancellationToken);
        }

        File.Move(half, Passfile);
        return password;
    }

    /// <summary>The last lines of the log, for an error message.</summary>
    public string LogTail() => File.Exists(Log) ? string.Join('\n', File.ReadLines(Log).TakeLast(10)) : "(nothing)";

    public void Dispose() => _lock.Dispose();

    private static string PassfileOf(string path) => System.IO.Path.Combine(path, "pgpass");
}
