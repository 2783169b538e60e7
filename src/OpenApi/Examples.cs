using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Functions.Http;
using Microsoft.OpenApi;

namespace Lectern.OpenApi;

/// <summary>Gives every success an example, with the values that the examples of requests have.</summary>
internal sealed class Examples
{
    public const string Id = "0198e5a1-7320-783a-8dd8-eb4e26206a55";
    public const string Server = "https://lectern.example.org/api";

    // By schema and name.
    private static readonly Dictionary<string, ExampleAttribute> Answered =
        (from type in typeof(ExampleAttribute).Assembly.GetTypes()
         from property in type.GetProperties()
         let example = property.GetCustomAttribute<ExampleAttribute>()
         where example is not null
         select ($"{type.Name}.{JsonNamingPolicy.CamelCase.ConvertName(property.Name)}", example))
        .ToDictionary();

    private readonly Dictionary<string, JsonNode> _sent = [];

    public static void AddTo(OpenApiDocument document)
    {
        var examples = new Examples();
        var operations = document.Paths.SelectMany(path => path.Value.Operations!.Select(
            operation => (Path: path.Key, Method: operation.Key, Operation: operation.Value))).ToList();
        foreach (var (_, _, operation) in operations.OrderByDescending(each => each.Method == HttpMethod.Post))
        {
            examples.Learn(operation);
        }

        foreach (var (path, _, operation) in operations)
        {
            foreach (var (status, response) in operation.Responses!.Where(response => response.Key[0] == '2'))
            {
                foreach (var (type, media) in response.Content?.AsEnumerable() ?? [])
                {
                    media.Example = type.EndsWith("json", StringComparison.Ordinal)
                        ? examples.Of(media.Schema!, path, ResourceOf(operation))
                        : null;
                }
            }
        }
    }

    private static string ResourceOf(OpenApiOperation operation) => operation.Tags!.First().Name!;

    private void Learn(OpenApiOperation operation)
    {
        var sent = operation.RequestBody?.Content?.Values.First().Example;
        foreach (var (name, value) in (sent as JsonArray)?[0]?.AsObject() ?? sent as JsonObject ?? [])
        {
            _sent.TryAdd($"{ResourceOf(operation)}.{name}", value!);
        }
    }

    private JsonNode? Of(IOpenApiSchema schema, string path, string resource)
    {
        string owner = (schema as OpenApiSchemaReference)?.Reference.Id ?? "";
        if (schema.OneOf?.FirstOrDefault(choice => choice is OpenApiSchemaReference) is { } reference)
        {
            return Of(reference, path, resource);
        }

        if (schema.Properties is not { Count: > 0 } members)
        {
            return OfType(schema, path, resource);
        }

        var example = new JsonObject();
        // What is not there for every caller is shown if a request or an [Example] has it.
        foreach (var (name, member) in members.Where(member =>
            schema.Required?.Contains(member.Key) == true || _sent.ContainsKey($"{resource}.{member.Key}")
            || Answered.ContainsKey($"{owner}.{member.Key}")))
        {
            example[name] = Answered.TryGetValue($"{owner}.{name}", out var answered)
                ? answered.Parse($"{owner}.{name}")
                : _sent.TryGetValue($"{resource}.{name}", out var sent) ? sent.DeepClone()
                : IsNullable(member) ? null
                : Of(member, path, resource)
                    ?? throw new InvalidOperationException($"{owner}.{name} has no example; give it an [Example].");
        }

        if (members.ContainsKey("nextLink"))
        {
            string list = path.Replace("{id}", Id, StringComparison.Ordinal);
            example["nextLink"] = $"{Server}{list}?cursor=WyIyMDI2LTExLTIxIl0";
        }

        return example;
    }

    private static bool IsNullable(IOpenApiSchema schema) => schema.Type?.HasFlag(JsonSchemaType.Null) == true;

    private JsonNode? OfType(IOpenApiSchema schema, string path, string resource) => schema switch
    {
        { Enum: [var first, ..] } => first.DeepClone(),
        { Format: "uuid" } => Id,
        { Format: "date-time" } => "2026-11-21T09:30:00.000000Z",
        { Format: "date" } => "2026-11-21",
        { Type: JsonSchemaType.Array, Items: { } items } => new JsonArray(Of(items, path, resource)),
        { Type: JsonSchemaType.Boolean } => false,
        { Type: JsonSchemaType.Integer or JsonSchemaType.Number } => 1,
        { Type: null } => new JsonObject { ["openapi"] = "3.1.1" },
        _ => null,
    };
}
