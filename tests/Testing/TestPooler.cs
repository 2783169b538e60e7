using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Lectern.LocalPostgres;
using Npgsql;

namespace Lectern.Testing;

/// <summary>A PgBouncer in front of the test server, stopped with the test.</summary>
public sealed class TestPooler : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private static readonly string[] Roles = ["lectern_app", "lectern_owner", "postgres"];

    private readonly Process _process;
    private readonly string _folder;
    private readonly TestServer _server;

    private TestPooler(TestServer server, Process process, string folder, int port) =>
        (_server, _process, _folder, Port) = (server, process, folder, port);

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <param name="server">The server behind it.</param>
    /// <param name="poolMode">transaction, session or statement.</param>
    /// <param name="poolSize">The largest number of connections to the server for a role and a database.</param>
    public static async Task<TestPooler> StartAsync(
        TestServer server, string poolMode = "transaction", int poolSize = 5)
    {
        string program = DebianProgram.Find("pgbouncer");
        string folder = TemporaryServer.NewFolder();
        int port = LocalServer.FreePort();
        await UnprivilegedUser.Current.CreateFolderAsync(folder, CancellationToken.None);
        string settings = Path.Combine(folder, "pgbouncer.ini");
        await File.WriteAllTextAsync(settings, Settings(server, folder, port, poolMode, poolSize));
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "users"),
            Roles.Select(role => $"\"{role}\" \"{server.Password}\""));
        var process = Shell.Start(Watchdog.Wrap(
            UnprivilegedUser.Current.Command(program, [settings], folder), Path.Combine(folder, "log")));
        var pooler = new TestPooler(server, process, folder, port);
        await pooler.WaitUntilReadyAsync();
        return pooler;
    }

    /// <summary>Npgsql's connection string through the pooler.</summary>
    public string ConnectionString(string role, string database) =>
        new NpgsqlConnectionStringBuilder(_server.ConnectionString(role, database)) { Port = Port }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        Watchdog.RequestStop(_process);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Settings(TestServer server, string folder, int port, string poolMode, int poolSize)
    {
        var behind = new NpgsqlConnectionStringBuilder(server.ConnectionString("postgres", "postgres"));
        return $"""
            [databases]
            * = host={behind.Host} port={behind.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = scram-sha-256
            auth_file = {folder}/users
            pool_mode = {poolMode}
            default_pool_size = {poolSize}
            """;
    }

    private async Task WaitUntilReadyAsync()
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (waited.Elapsed < Timeout && !_process.HasExited)
            {
                await Task.Yield();
            }
            catch (SocketException failure)
            {
                string log = await File.ReadAllTextAsync(Path.Combine(_folder, "log"));
                throw new InvalidOperationException($"PgBouncer did not come up: {log}", failure);
            }
        }
    }
}
