using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Lectern.LocalPostgres;
using Npgsql;

namespace Lectern.Testing;

/// <summary>A PgBouncer in front of the test server, stopped with the test.</summary>
public sealed class TestPooler : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static readonly string[] Roles = ["lectern_app", "lectern_owner", "postgres"];

    private readonly Func<string, string, string> _behind;
    private readonly string _folder;
    private Process _process;

    private TestPooler(Func<string, string, string> behind, Process process, string folder, int port) =>
        (_behind, _process, _folder, Port) = (behind, process, folder, port);

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <param name="server">The server behind it.</param>
    /// <param name="poolMode">transaction, session or statement.</param>
    /// <param name="poolSize">The largest number of connections to the server for a role and a database.</param>
    public static Task<TestPooler> StartAsync(
        TestServer server, string poolMode = "transaction", int poolSize = 5) =>
        StartAsync(server.ConnectionString, server.Password, poolMode, poolSize);

    /// <param name="behind">The connection string of the server behind it for a role and a database.</param>
    /// <param name="password">The password of all roles of that server.</param>
    /// <param name="poolMode">transaction, session or statement.</param>
    /// <param name="poolSize">The largest number of connections to the server for a role and a database.</param>
    public static async Task<TestPooler> StartAsync(
        Func<string, string, string> behind, string password, string poolMode, int poolSize)
    {
        string folder = TemporaryServer.NewFolder();
        int port = LocalServer.FreePort();
        await UnprivilegedUser.Current.CreateFolderAsync(folder, CancellationToken.None);
        await File.WriteAllTextAsync(SettingsOf(folder), Settings(behind, folder, port, poolMode, poolSize));
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "users"),
            Roles.Select(role => $"\"{role}\" \"{password}\""));
        var pooler = new TestPooler(behind, Run(folder), folder, port);
        await pooler.WaitUntilReadyAsync();
        return pooler;
    }

    /// <summary>Kills its process, which cuts all connections, and starts it again on the same port.</summary>
    public async Task KillAndStartAgainAsync()
    {
        string pid = (await File.ReadAllTextAsync(PidFileOf(_folder))).Trim();
        await Shell.RunAsync(new("kill", ["-KILL", pid]), CancellationToken.None);
        await _process.WaitForExitAsync();
        _process.Dispose();
        // With the file of a killed process, it does not start.
        File.Delete(PidFileOf(_folder));
        _process = Run(_folder);
        await WaitUntilReadyAsync();
    }

    /// <summary>Npgsql's connection string through the pooler.</summary>
    public string ConnectionString(string role, string database) =>
        new NpgsqlConnectionStringBuilder(_behind(role, database)) { Port = Port }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        Watchdog.RequestStop(_process);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static Process Run(string folder) => Shell.Start(Watchdog.Wrap(
        UnprivilegedUser.Current.Command(DebianProgram.Find("pgbouncer"), [SettingsOf(folder)], folder),
        Path.Combine(folder, "log")));

    private static string SettingsOf(string folder) => Path.Combine(folder, "pgbouncer.ini");

    private static string PidFileOf(string folder) => Path.Combine(folder, "pid");

    private static string Settings(
        Func<string, string, string> server, string folder, int port, string poolMode, int poolSize)
    {
        var behind = new NpgsqlConnectionStringBuilder(server("postgres", "postgres"));
        return $"""
            [databases]
            * = host={behind.Host} port={behind.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = scram-sha-256
            auth_file = {folder}/users
            pidfile = {PidFileOf(folder)}
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
