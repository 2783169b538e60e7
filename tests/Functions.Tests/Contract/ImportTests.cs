using System.Text.Json;
using Lectern.Functions.Tests.Http;
using Xunit;

namespace Lectern.Functions.Tests.Contract;

/// <summary>That API Management can import the 3.0 form (learn.microsoft.com: API import restrictions).</summary>
public sealed class ImportTests
{
    private static readonly JsonElement Document =
        JsonElement.Parse(File.ReadAllBytes(Path.Combine(OpenApiTests.InfraApi(), "openapi-3.0.json")));

    private static JsonElement Schemas => Document.GetProperty("components").GetProperty("schemas");

    [Fact]
    public void Bodies_refer_to_components_and_describe_nothing_inline()
    {
        foreach (var (name, operation) in Operations())
        {
            var bodies = operation.GetProperty("responses").EnumerateObject().Select(response => response.Value)
                .Concat(operation.TryGetProperty("requestBody", out var request) ? [request] : []);
            foreach (var media in bodies.Where(body => body.TryGetProperty("content", out _))
                .SelectMany(body => body.GetProperty("content").EnumerateObject()))
            {
                Assert.True(
                    media.Value.GetProperty("schema").TryGetProperty("$ref", out _),
                    $"{name}: {media.Name} is inline.");
            }
        }
    }

    [Fact]
    public void No_query_parameter_is_required()
    {
        foreach (var (name, operation) in Operations())
        {
            var parameters = operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : default;
            Assert.DoesNotContain(parameters, parameter => parameter.GetProperty("in").GetString() == "query"
                && parameter.TryGetProperty("required", out var required) && required.GetBoolean());
        }
    }

    [Fact]
    public void No_schema_contains_itself()
    {
        foreach (var schema in Schemas.EnumerateObject())
        {
            AssertNotWithin(schema.Name, schema.Value, [schema.Name]);
        }
    }

    private static void AssertNotWithin(string root, JsonElement element, HashSet<string> parents)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                AssertNotWithin(root, item, parents);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                if (member.Name != "$ref")
                {
                    AssertNotWithin(root, member.Value, parents);
                    continue;
                }

                string name = member.Value.GetString()!.Split('/')[^1];
                Assert.False(parents.Contains(name), $"{root} contains {name} within itself.");
                AssertNotWithin(root, Schemas.GetProperty(name), [.. parents, name]);
            }
        }
    }

    private static IEnumerable<(string Name, JsonElement Operation)> Operations() =>
        Document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .Select(operation => (operation.Value.GetProperty("operationId").GetString()!, operation.Value));
}
