using Lectern.WorkerHost.Configuration;
using Lectern.WorkerHost.Http;
using Lectern.WorkerHost.Logging;
using Lectern.WorkerHost.Rpc;
using Microsoft.AspNetCore.Routing;

namespace Lectern.WorkerHost.Processes;

/// <summary>
/// Starts one worker process and waits until it is ready. It reads the worker's files again each time.
/// </summary>
internal sealed class WorkerLauncher(
    WorkerHostOptions options, WorkerChannels channels, Uri rpcAddress, IInlineConstraintResolver constraints)
{
    // The worker's integration looks for a free port first and listens later: another process can take it in between.
    private const string PortTaken = "address already in use";
    private const int PortAttempts = 5;

    private readonly WorkerLog _log = new(options.LoggerFactory);

    private int _starts;

    /// <summary>The number of processes started so far.</summary>
    public int Starts => _starts;

    /// <exception cref="WorkerStartException">The worker did not start.</exception>
    public async Task<Worker> StartAsync(CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(cancellationToken);
            }
            catch (WorkerStartException failed) when (attempt < PortAttempts
                && failed.Message.Contains(PortTaken, StringComparison.OrdinalIgnoreCase))
            {
                // The next process chooses another port.
            }
        }
    }

    private async Task<Worker> StartOnceAsync(CancellationToken cancellationToken)
    {
        var config = await WorkerConfig.ReadAsync(options.WorkerFolder, cancellationToken);
        string prefix = await HostJson.ReadRoutePrefixAsync(config.Folder, cancellationToken);
        var channel = new WorkerChannel(_log);
        channels.Add(channel);
        var command = WorkerCommand.Create(config, options.Environment, rpcAddress, channel.WorkerId);
        var process = WorkerProcess.Start(command, options.LoggerFactory);
        Interlocked.Increment(ref _starts);
        try
        {
            var worker = await Worker.StartAsync(
                process, channel, config.Folder,
                profile => RouteTable.Build(
                    profile.Functions, prefix, constraints, FunctionSwitch.Of(command.Environment)),
                options, cancellationToken);
            _ = ForgetAsync(worker);
            return worker;
        }
        catch
        {
            channels.Remove(channel);
            throw;
        }
    }

    private async Task ForgetAsync(Worker worker)
    {
        await worker.Ended;
        channels.Remove(worker.Channel);
    }
}
