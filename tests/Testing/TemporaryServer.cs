using Lectern.LocalPostgres;

namespace Lectern.Testing;

/// <summary>A local server on a folder that is deleted after the test run.</summary>
internal sealed class TemporaryServer : IRunningServer
{
    /// <summary>The prefix of the folders of test servers.</summary>
    public const string FolderPrefix = "lectern-tests-";
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(2);

    /// <summary>Tests need no durability, so no write waits for the disk.</summary>
    public static readonly IReadOnlyList<string> Settings =
    [
        "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300",
        "shared_buffers=256MB", "max_wal_size=2GB",
    ];

    private readonly LocalServer _server;
    private readonly string _folder;

    private TemporaryServer(LocalServer server, string folder)
    {
        _server = server;
        _folder = folder;
    }

    /// <summary>Starts a server with the roles of a deployment.</summary>
    public static async Task<TemporaryServer> StartAsync(params string[] furtherSettings)
    {
        await SweepAsync();
        string folder = NewFolder();
        var server = await LocalServer.StartAsync(folder, [.. Settings, .. furtherSettings], CancellationToken.None);
        await SchoolDatabase.EnsureAsync(server, "lectern", CancellationToken.None);
        return new(server, folder);
    }

    /// <summary>A unique path for a folder. If this run cannot delete the folder, the next one does.</summary>
    public static string NewFolder() => Path.Combine(Path.GetTempPath(), FolderPrefix + Guid.NewGuid().ToString("N"));

    public string ConnectionString(string role, string database) => _server.ConnectionString(role, database);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await DataFolder.DeleteAsync(_folder, CancellationToken.None);
    }

    /// <summary>Deletes the folders of killed runs, whose servers have stopped.</summary>
    private static async Task SweepAsync()
    {
        foreach (string folder in Directory.EnumerateDirectories(Path.GetTempPath(), FolderPrefix + "*")
            .Where(folder => DateTime.UtcNow - Directory.GetCreationTimeUtc(folder) > Abandoned))
        {
            try
            {
                await DataFolder.DeleteAsync(folder, CancellationToken.None);
            }
            catch (LocalServerException)
            {
                // Another run still uses it.
            }
        }
    }
}
