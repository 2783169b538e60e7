using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Lectern.Migrations.Grate;

/// <summary>A temporary folder with the scripts of one stage. Disposing deletes it.</summary>
internal sealed class GrateFolder : IDisposable
{
    private const int KeyChars = 16;

    private GrateFolder(string path) => Path = path;

    public string Path { get; }

    public static GrateFolder Create(string connectionString) =>
        new(Directory.CreateTempSubdirectory(Prefix(connectionString)).FullName);

    /// <summary>
    /// Deletes the folders of earlier jobs on the same database that were killed. The caller has the job's lock, and
    /// grate of those jobs has ended, so nothing uses them.
    /// </summary>
    public static void DeleteLeftOver(string connectionString)
    {
        foreach (string folder in
            Directory.GetDirectories(System.IO.Path.GetTempPath(), Prefix(connectionString) + "*"))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A folder of another user. It has copies of scripts and no password, so it may stay.
            }
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    // The name says which database it belongs to: a job on another database may use its own folder at the same time.
    private static string Prefix(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        byte[] hash = SHA256.HashData(
            Encoding.UTF8.GetBytes($"{settings.Host}\n{settings.Port}\n{settings.Database}"));
        return $"lectern-grate-{Convert.ToHexStringLower(hash)[..KeyChars]}-";
    }
}
