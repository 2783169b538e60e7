using System.Globalization;
using System.Net;
using Lectern.WorkerHost;

// Serves the worker in the folder that the first argument names, until standard input ends. A second argument is a
// port, which it opens on all addresses.
var options = new WorkerHostOptions { WorkerFolder = args[0] };
if (args.Length > 1)
{
    options = options with { Address = IPAddress.Any, Port = int.Parse(args[1], CultureInfo.InvariantCulture) };
}

await using var host = await FunctionsHost.StartAsync(options);
Console.WriteLine($"{host.WorkerProcessId} serves {host.Address}");
await Console.In.ReadToEndAsync();
