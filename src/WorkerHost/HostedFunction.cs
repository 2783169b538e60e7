namespace Lectern.WorkerHost;

/// <summary>A function with an HTTP trigger that the worker has loaded.</summary>
/// <param name="Name">The name of the function.</param>
/// <param name="Route">The route template with the prefix of host.json.</param>
/// <param name="Methods">The HTTP methods; null means all.</param>
public sealed record HostedFunction(string Name, string Route, IReadOnlyList<string>? Methods);
