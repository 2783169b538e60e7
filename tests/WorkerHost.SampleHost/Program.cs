using Lectern.WorkerHost;

// Serves the worker in the folder that the argument names, until standard input ends.
await using var host = await FunctionsHost.StartAsync(new() { WorkerFolder = args[0] });
Console.WriteLine($"{host.WorkerProcessId} serves {host.Address}");
await Console.In.ReadToEndAsync();
