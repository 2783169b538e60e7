using System.Diagnostics;
using Lectern.LocalPostgres;

namespace Lectern.Testing;

/// <summary>A server of one test's own, with no role and no database yet, which the test may also shut down.</summary>
public sealed class EmptyServer : IAsyncDisposable
{
    // The machine keeps running: what a shutdown of the server leaves is safe without waiting for the disk.
    private static readonly string[] Settings = ["fsync=off"];
    private const int StartAttempts = 20;

    private readonly string _folder;
    private LocalServer _server;

    private EmptyServer(LocalServer server, string folder)
    {
        _server = server;
        _folder = folder;
    }

    /// <summary>Starts one.</summary>
    public static async Task<EmptyServer> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"{TemporaryServer.FolderPrefix}{Guid.NewGuid():N}");
        return new(await LocalServer.StartAsync(folder, Settings, cancellationToken), folder);
    }

    /// <summary>Npgsql's connection string for a role and a database of this server, until the next restart.</summary>
    public string ConnectionString(string role, string database) => _server.ConnectionString(role, database);

    /// <summary>The password that its connection strings give.</summary>
    public Task<string> PasswordAsync(CancellationToken cancellationToken) => _server.PasswordAsync(cancellationToken);

    /// <summary>
    /// Sends the server a signal:
    /// INT is a fast shutdown, QUIT an immediate one (PostgreSQL, 19.5), and KILL asks nobody.
    /// </summary>
    public void ShutDown(string signal)
    {
        var pid = Sql.Scalar<string>(
            ConnectionString("postgres", "postgres"), "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)");
        using var kill = Process.Start("kill", [$"-{signal}", pid!]);
        kill.WaitForExit();
    }

    /// <summary>Makes the roles of a deployment and a database with the schema.</summary>
    public async Task CreateSchoolAsync(string database, CancellationToken cancellationToken)
    {
        await SchoolDatabase.EnsureAsync(_server, database, cancellationToken);
        SchoolSchema.Migrate(ConnectionString(SchoolDatabase.OwnerRole, database));
    }

    /// <summary>Kills its first process, and starts it again on the same port.</summary>
    public async Task KillAndStartAgainAsync(CancellationToken cancellationToken)
    {
        int port = _server.Port;
        ShutDown("KILL");
        await _server.DisposeAsync();
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                _server = await LocalServer.StartAsync(_folder, Settings, port, cancellationToken);
                return;
            }
            catch (LocalServerException) when (attempt < StartAttempts)
            {
                // The processes that it left hold its memory until they notice that they are alone.
            }
        }
    }

    /// <summary>Starts it again, on another port, when it is down.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        await _server.DisposeAsync();
        _server = await LocalServer.StartAsync(_folder, Settings, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await DataFolder.DeleteAsync(_folder, CancellationToken.None);
    }
}
