using Lectern.LocalPostgres;

namespace Lectern.Testing;

/// <summary>A local server on a folder that goes when the test run goes.</summary>
internal sealed class TemporaryServer : IRunningServer
{
    /// <summary>How the folders of test servers begin.</summary>
    public const string FolderPrefix = "lectern-tests-";
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(2);

    /// <summary>Tests lose nothing when power fails, so nothing waits for the disk.</summary>
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

    /// <summary>A path that nobody else has, for a folder that the next run removes where this one cannot.</summary>
    public static string NewFolder() => Path.Combine(Path.GetTempPath(), FolderPrefix + Guid.NewGuid().ToString("N"));

    /// <inheritdoc/>
    public string ConnectionString(string role, string database) => _server.ConnectionString(role, database);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await DataFolder.DeleteAsync(_folder, CancellationToken.None);
    }

    /// <summary>A killed run's server stops by itself, its folder stays: removed by the next run.</summary>
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
                // A long run that is still going holds it.
            }
        }
    }
}
