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
    private const int DefaultPort = 7071;
    private const int Failed = 1;
    private const int WrongUsage = 2;

    private static readonly Option<int> Port = new("--port")
    {
        Description = "The port of the API",
        DefaultValueFactory = _ => DefaultPort,
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "The folder that keeps the database",
        DefaultValueFactory = _ => ".local",
    };

    private static readonly Option<bool> Fresh = new("--fresh")
    {
        Description = "Begin with an empty database: deletes the data folder first",
    };

    private static readonly Option<bool> NoDemo = new("--no-demo") { Description = "Load no demo data" };

    private static readonly Option<string?> Worker = new("--worker")
    {
        Description = "Serve through the isolated worker, the program that runs on Azure. DIR is the folder of a built "
            + "or published worker; without it, src/Worker is built first",
        HelpName = "DIR",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>Runs LocalHost until it is stopped.</summary>
    /// <returns>0 after Ctrl-C or SIGTERM, 1 if it cannot run, 2 if the command line is wrong.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var command = new RootCommand("Lectern's API on this machine, with a PostgreSQL of its own.")
        {
            Port, Data, Fresh, NoDemo, Worker,
        };
        Port.Validators.Add(result =>
        {
            // The parser has already reported a value that is not a number.
            if (result.Tokens is [var token] && int.TryParse(token.Value, out int port)
                && (port < 1 || port > IPEndPoint.MaxPort))
            {
                result.AddError($"--port must be from 1 to {IPEndPoint.MaxPort}.");
            }
        });
        command.SetAction((parsed, cancellationToken) => ServeAsync(
            new(parsed.GetValue(Port), parsed.GetValue(Data)!, parsed.GetValue(Fresh), !parsed.GetValue(NoDemo),
                parsed.GetResult(Worker) is not null, parsed.GetValue(Worker)),
            cancellationToken));
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
                + $"--port {(port == IPEndPoint.MaxPort ? DefaultPort : port + 1)}");
        }
    }
}

/// <summary>The options of the command line.</summary>
internal sealed record LocalRunOptions(
    int Port, string DataFolder, bool Fresh, bool WithDemoData, bool OnWorker, string? WorkerFolder);
