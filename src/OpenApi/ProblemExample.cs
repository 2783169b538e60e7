using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Functions.Json;
using Lectern.Functions.Problems;
using Microsoft.OpenApi;

namespace Lectern.OpenApi;

internal static class ProblemExample
{
    private static readonly Dictionary<string, string[]> Faults = new() { ["email"] = ["is required"] };

    public static OpenApiExample Of(ProblemType type)
    {
        var details = type.Details(
            "What is wrong with this request.", type == ProblemType.ValidationFailed ? Faults : null);
        details.Instance = "/api/students";
        details.Extensions["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736";
        return new()
        {
            Summary = type.Title,
            Value = JsonNode.Parse(JsonSerializer.Serialize(details, LecternJson.Options)),
        };
    }
}
