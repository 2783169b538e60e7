using System.Text.Json;
using Lectern.WorkerHost.Configuration;
using Lectern.WorkerHost.Rpc.Messages;

namespace Lectern.WorkerHost.Rpc;

/// <summary>A function as the worker describes it.</summary>
/// <param name="Id">The id that invocations name.</param>
/// <param name="Name">The name, which also decides the order of the routes.</param>
/// <param name="Trigger">The HTTP trigger; null for every other trigger.</param>
internal sealed record WorkerFunction(string Id, string Name, HttpTrigger? Trigger)
{
    public static WorkerFunction Read(RpcFunctionMetadata metadata) =>
        new(metadata.FunctionId, metadata.Name, metadata.RawBindings.Select(HttpTrigger.Read).FirstOrDefault(
            trigger => trigger is not null));
}

/// <summary>The HTTP trigger of a function, from the JSON of its binding.</summary>
/// <param name="Name">The name of the parameter that takes the request.</param>
/// <param name="Route">The route below the prefix; null means the name of the function.</param>
/// <param name="Methods">The HTTP methods; null means all.</param>
internal sealed record HttpTrigger(string Name, string? Route, IReadOnlyList<string>? Methods)
{
    public static HttpTrigger? Read(string binding)
    {
        var json = WorkerJson.Read<Binding>(binding)
            ?? throw new JsonException("The binding of a function is null.");
        return string.Equals(json.Type, "httpTrigger", StringComparison.OrdinalIgnoreCase)
            ? new(json.Name ?? "", json.Route, json.Methods)
            : null;
    }

    private sealed record Binding(string? Type, string? Name, string? Route, IReadOnlyList<string>? Methods);
}
