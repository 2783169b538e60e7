using System.CommandLine;
using Lectern.LocalHost;
using Microsoft.Extensions.Hosting;

namespace Lectern.Bench;

/// <summary>
/// What is measured, in a process of its own: the application alone, as it is on Azure, without the migrations and the
/// database server that LocalHost brings. Its settings come from the environment.
/// </summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Required = true };
        var command = new Command("serve", "Serves, for the other commands.") { port };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = LocalApplication.Build(new Dictionary<string, string?>(), parsed.GetValue(port));
            await app.StartAsync(cancellationToken);
            await app.WaitForShutdownAsync(cancellationToken);
        });
        return command;
    }
}
