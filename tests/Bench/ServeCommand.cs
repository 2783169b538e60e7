using System.CommandLine;
using Lectern.Bench.Contestants.Common;
using Lectern.LocalHost;
using Lectern.Testing.Hosts;
using Lectern.WorkerHost;
using Microsoft.Extensions.Hosting;

namespace Lectern.Bench;

/// <summary>
/// What is measured, in a process of its own: the application alone, as it is on Azure, without the migrations and the
/// database server that LocalHost brings. Its settings come from the environment.
/// </summary>
internal static class ServeCommand
{
    public const string Kestrel = "lectern";
    public const string Worker = "worker";

    public static Command Create()
    {
        var port = new Option<int>("--port") { Required = true };
        var contestant = new Option<string>("--contestant") { DefaultValueFactory = _ => Kestrel };
        var command = new Command("serve", "Serves, for the other commands.") { port, contestant };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(contestant) == Worker
            ? ServeWorkerAsync(parsed.GetValue(port), cancellationToken)
            : ServeAsync(parsed.GetValue(contestant)!, parsed.GetValue(port), cancellationToken));
        return command;
    }

    private static async Task ServeAsync(string contestant, int port, CancellationToken cancellationToken)
    {
        await using var app = contestant == Kestrel
            ? LocalApplication.Build(new Dictionary<string, string?>(), port)
            : ContestantApi.Build(contestant, Environment.GetEnvironmentVariable("DATABASE_URL")!, port);
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }

    private static async Task ServeWorkerAsync(int port, CancellationToken cancellationToken)
    {
        var options = new WorkerHostOptions { WorkerFolder = WorkerApi.BuiltFolder, Port = port };
        await using var host = await FunctionsHost.StartAsync(options, cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
