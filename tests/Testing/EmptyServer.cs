using System.Diagnostics;
using Lectern.LocalPostgres;

namespace Lectern.Testing;

/// <summary>A server for a single test, without roles and databases, which the test can shut down.</summary>
public sealed class EmptyServer : IAsyncDisposable
{
    // The machine keeps running, so no write needs to wait for the disk.
    private static readonly string[] Settings = ["fsync=off"];
    private const int StartAttempts = 20;

    private readonly string _folder;
    private readonly string[] _settings;
    private LocalServer _server;

    private EmptyServer(LocalServer server, string folder, string[] settings)
    {
        _server = server;
        _folder = folder;
        _settings = settings;
    }

    public static Task<EmptyServer> StartAsync(CancellationToken cancellationToken) =>
        StartAsync(TemporaryServer.NewFolder(), [], cancellationToken);

    /// <param name="folder">The folder of its data, which is deleted at the end.</param>
    /// <param name="furtherSettings">Settings of the server, each <c>name=value</c>.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<EmptyServer> StartAsync(
        string folder, IReadOnlyList<string> furtherSettings, CancellationToken cancellationToken)
    {
        string[] settings = [.. Settings, .. furtherSettings];
        return new(await LocalServer.StartAsync(folder, settings, cancellationToken), folder, settings);
    }

    /// <summary>Whether it runs in a container, so that its process ids are not those of this machine.</summary>
    public bool IsContainer => _server.Description.Contains("(container ", StringComparison.Ordinal);

    /// <summary>The id of its first process. The server must answer.</summary>
    public int ProcessId => Sql.Scalar<int>(
        ConnectionString("postgres", "postgres"), "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int");

    /// <summary>Npgsql's connection string for a role and a database of this server, until the next restart.</summary>
    public string ConnectionString(string role, string database) => _server.ConnectionString(role, database);

    /// <summary>The password of its connection strings.</summary>
    public Task<string> PasswordAsync(CancellationToken cancellationToken) => _server.PasswordAsync(cancellationToken);

    /// <summary>
    /// Sends the server a signal: INT is a fast shutdown, QUIT an immediate one (PostgreSQL manual, 19.5).
    /// </summary>
    public void ShutDown(string signal)
    {
        // In a container, the id of the server's process is 1, which is another process on this machine.
        using var kill = IsContainer
            ? Process.Start("docker", ["kill", "--signal", signal, ContainerId()])
            : Process.Start("kill", [$"-{signal}", $"{ProcessId}"]);
        kill.WaitForExit();
    }

    /// <summary>Creates the roles of a deployment and a database with the schema.</summary>
    public async Task CreateSchoolAsync(string database, CancellationToken cancellationToken)
    {
        await SchoolDatabase.EnsureAsync(_server, database, cancellationToken);
        SchoolSchema.Migrate(ConnectionString(SchoolDatabase.OwnerRole, database));
    }

    /// <summary>Kills its first process, and starts it again on the same port.</summary>
    public Task KillAndStartAgainAsync(CancellationToken cancellationToken)
    {
        ShutDown("KILL");
        return StartOnSamePortAsync(cancellationToken);
    }

    /// <summary>Starts a server that was killed or shut down, or is about to stop, on the same port.</summary>
    public async Task StartOnSamePortAsync(CancellationToken cancellationToken)
    {
        int port = _server.Port;
        await _server.DisposeAsync();
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                _server = await LocalServer.StartAsync(_folder, _settings, port, cancellationToken);
                return;
            }
            catch (LocalServerException) when (attempt < StartAttempts)
            {
                // Its child processes keep its shared memory until they notice its end.
            }
        }
    }

    /// <summary>Starts a stopped server again, on another port.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        await _server.DisposeAsync();
        _server = await LocalServer.StartAsync(_folder, _settings, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await DataFolder.DeleteAsync(_folder, CancellationToken.None);
    }

    private string ContainerId()
    {
        string[] command = ["ps", "--quiet", "--filter", $"publish={_server.Port}"];
        using var list = Process.Start(new ProcessStartInfo("docker", command) { RedirectStandardOutput = true })!;
        return list.StandardOutput.ReadToEnd().Trim();
    }
}
