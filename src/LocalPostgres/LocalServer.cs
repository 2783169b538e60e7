using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Lectern.LocalPostgres;

/// <summary>
/// A private PostgreSQL server on a data folder. It creates the cluster if it is missing, recovers it after a killed
/// run, and stops when this process ends or is killed.
/// </summary>
public sealed class LocalServer : IAsyncDisposable
{
    private const int StartAttempts = 3;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);
    // A recovery, or a standby on a busy machine, takes long. A server that fails ends before the timeout.
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ReadyPoll = TimeSpan.FromMilliseconds(25);

    private readonly IServerPrograms _programs;
    private readonly DataFolder _folder;
    private readonly Process _process;

    private LocalServer(IServerPrograms programs, DataFolder folder, Process process, int port)
    {
        _programs = programs;
        _folder = folder;
        _process = process;
        Port = port;
    }

    /// <summary>The PostgreSQL version and the folder of its programs.</summary>
    public string Description => _programs.Description;

    /// <summary>The port on 127.0.0.1. It differs at each start unless it was given.</summary>
    public int Port { get; }

    /// <summary>Starts the server of a data folder, and creates the folder if it is missing.</summary>
    /// <param name="dataFolder">The folder with the cluster, its log and its password.</param>
    /// <param name="settings">Further settings of the server, each <c>name=value</c>.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="LocalServerException">No programs, the folder is in use, or the start failed.</exception>
    public static Task<LocalServer> StartAsync(
        string dataFolder, IReadOnlyList<string> settings, CancellationToken cancellationToken) =>
        StartAsync(dataFolder, settings, port: null, cancellationToken);

    /// <param name="dataFolder">The folder with the cluster, its log and its password.</param>
    /// <param name="settings">Further settings of the server, each <c>name=value</c>.</param>
    /// <param name="port">The port, for a server that restarts on its port; null for any free one.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <inheritdoc cref="StartAsync(string, IReadOnlyList{string}, CancellationToken)"/>
    public static async Task<LocalServer> StartAsync(
        string dataFolder, IReadOnlyList<string> settings, int? port, CancellationToken cancellationToken)
    {
        var folder = DataFolder.Open(dataFolder);
        try
        {
            string password = await folder.PasswordAsync(cancellationToken);
            var programs = await ServerPrograms.FindAsync(folder.Path, cancellationToken);
            await programs.PrepareAsync(folder.Path, password, cancellationToken);
            var (process, bound) = await RunAsync(programs, folder, settings, port, cancellationToken);
            return new(programs, folder, process, bound);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Npgsql's connection string for a role of this server; the password stays in its file.</summary>
    public string ConnectionString(string role, string database) => ConnectionString(_folder, Port, role, database);

    /// <summary>The URL for psql and other tools; the password stays in its file.</summary>
    public string Url(string role, string database) =>
        $"postgresql://{role}@127.0.0.1:{Port}/{database}?passfile={Uri.EscapeDataString(_folder.Passfile)}";

    /// <summary>The file that the server writes its log to.</summary>
    public string Log => _folder.Log;

    /// <summary>Waits until the server ends by itself or is killed.</summary>
    public Task WaitForEndAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>The password of the server's roles.</summary>
    public Task<string> PasswordAsync(CancellationToken cancellationToken) => _folder.PasswordAsync(cancellationToken);

    /// <summary>Stops the server with a fast shutdown: open transactions are rolled back.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(_programs, _folder, _process);
        _folder.Dispose();
    }

    private static string ConnectionString(DataFolder folder, int port, string role, string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = role,
            Database = database,
            Passfile = folder.Passfile,
        }.ConnectionString;

    private static async Task<(Process Process, int Port)> RunAsync(
        IServerPrograms programs, DataFolder folder, IReadOnlyList<string> settings, int? wanted,
        CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            int port = wanted ?? FreePort();
            var process = Shell.Start(Watchdog.Wrap(programs.Server(folder.Path, port, settings), folder.Log));
            try
            {
                await WaitUntilReadyAsync(
                    process, ConnectionString(folder, port, "postgres", "postgres"), cancellationToken);
                return (process, port);
            }
            catch (LocalServerException failure)
            {
                await StopAsync(programs, folder, process);
                // Another program may have taken the port since it was chosen.
                if (programs.SaysPortIsTaken(folder.LogTail()))
                {
                    if (attempt < StartAttempts)
                    {
                        continue;
                    }

                    throw new LocalServerException(
                        $"Another program has the port {port} of 127.0.0.1.", failure);
                }

                throw new LocalServerException(
                    $"{failure.Message} Its log ({folder.Log}) ends:\n{folder.LogTail()}", failure);
            }
            catch
            {
                await StopAsync(programs, folder, process);
                throw;
            }
        }
    }

    private static async Task WaitUntilReadyAsync(
        Process process, string connectionString, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        await using var dataSource = NpgsqlDataSource.Create(connectionString + ";Pooling=false;Timeout=5");
        while (true)
        {
            if (process.HasExited)
            {
                throw new LocalServerException("PostgreSQL stopped while it was starting.");
            }

            try
            {
                await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException notYet) when (IsStarting(notYet) && waited.Elapsed < ReadyTimeout)
            {
                await Task.Delay(ReadyPoll, cancellationToken);
            }
            catch (NpgsqlException failure)
            {
                throw new LocalServerException($"PostgreSQL cannot be reached: {failure.Message}", failure);
            }
        }
    }

    private static bool IsStarting(NpgsqlException failure) => failure is PostgresException answer
        ? answer.SqlState == PostgresErrorCodes.CannotConnectNow
        : failure.InnerException is SocketException or IOException;

    private static async Task StopAsync(IServerPrograms programs, DataFolder folder, Process process)
    {
        Watchdog.RequestStop(process);
        using var timeout = new CancellationTokenSource(StopTimeout);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            await programs.StopLeftOverAsync(folder.Path, CancellationToken.None);
        }

        process.Dispose();
    }

    /// <summary>A port of 127.0.0.1 that is free now.</summary>
    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
