using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Lectern.DatabaseUrls;
using Lectern.LocalPostgres;
using Lectern.Migrations;
using Lectern.WorkerHost;
using Npgsql;

namespace Lectern.LocalHost;

/// <summary>The command line of LocalHost and its exit codes.</summary>
internal static class LocalHostCommand
{
    private const int Failed = 1;
    private const int WrongUsage = 2;
    private const string ConnectionHint =
        "HINT: Correct DATABASE_URL or start its server. To test the host, the port, TLS and the login one after the "
        + "other: dotnet run --project src/Cli -- doctor";

    private const string RoleHint =
        "HINT: LocalHost migrates the database, so the role of DATABASE_URL must own its schema (lectern_owner).";

    /// <summary>Runs LocalHost until it is stopped.</summary>
    /// <returns>0 after Ctrl-C or SIGTERM, 1 if it cannot run, 2 if the command line is wrong.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var command = new RootCommand("Lectern's API on this machine, with a PostgreSQL of its own.");
        LocalHostOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
            ServeAsync(LocalHostOptions.Read(parsed), cancellationToken));
        var parsed = command.Parse(arguments);
        int exitCode = await parsed.InvokeAsync(new() { ProcessTerminationTimeout = null });
        return parsed.Errors.Count > 0 ? WrongUsage : exitCode;
    }

    private static async Task<int> ServeAsync(LocalRunOptions options, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        try
        {
            RefuseTakenPort(options.Port);
            await LocalRun.RunAsync(options, stop.Token);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception failure) when (failure is LocalServerException or MigrationException
            or WorkerStartException or DatabaseUrlException or NpgsqlException
            or IOException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"Lectern cannot run: {failure.Message}");
            if (failure is NpgsqlException && LocalRun.GivenDatabase is not null)
            {
                await Console.Error.WriteLineAsync(failure is PostgresException
                {
                    SqlState: PostgresErrorCodes.InsufficientPrivilege,
                }
                    ? RoleHint
                    : ConnectionHint);
            }

            return Failed;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>Checked before anything starts, not after PostgreSQL has started.</summary>
    private static void RefuseTakenPort(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException)
        {
            throw new LocalServerException(
                $"port {port} is not available, probably because another program listens there. Choose another one: "
                + $"--port {(port == IPEndPoint.MaxPort ? LocalHostOptions.DefaultPort : port + 1)}");
        }
    }
}
