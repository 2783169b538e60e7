using System.Reflection;
using System.Text.Json;
using Lectern.Functions.Http;
using Lectern.Functions.Unknown;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Lectern.Functions.Tests.Contract;

/// <summary>That the committed description leaves nothing unsaid.</summary>
public sealed class CompletenessTests
{
    private static readonly ApiContract Contract = ApiContract.Committed;

    public static TheoryData<string> Operations => [.. All().Select(each => each.Name)];

    [Fact]
    public void Every_function_but_the_catch_all_is_an_operation_of_its_name()
    {
        var functions = FunctionMetadata.Methods
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name);

        Assert.Equal(
            functions.Where(name => name != UnknownFunctions.Name).Order(StringComparer.Ordinal),
            All().Select(each => each.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void An_operation_has_a_summary_a_described_tag_and_described_parameters(string name)
    {
        var operation = Operation(name);

        Assert.True(Says(operation, "summary"));
        string tag = Assert.Single(operation.GetProperty("tags").EnumerateArray()).GetString()!;
        var described = Assert.Single(Contract.Document.GetProperty("tags").EnumerateArray(),
            each => each.GetProperty("name").GetString() == tag);
        Assert.True(Says(described, "description"));
        foreach (var parameter in Members(operation, "parameters"))
        {
            Assert.True(Says(parameter, "description"), $"{name}: {parameter} has no description.");
            Assert.True(
                parameter.GetProperty("schema").TryGetProperty("type", out _), $"{name}: {parameter} has no type.");
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void An_operations_answers_have_descriptions_described_headers_and_examples(string name)
    {
        foreach (var answer in Operation(name).GetProperty("responses").EnumerateObject())
        {
            string where = $"{name} {answer.Name}";
            Assert.True(Says(answer.Value, "description"), where);
            foreach (var header in Members(answer.Value, "headers"))
            {
                Assert.True(Says(Contract.Resolved(header), "description"), $"{where}: {header}");
            }

            AssertExamples(where, answer.Value, isProblem: answer.Name[0] is '4' or '5');
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void An_operations_body_has_an_example_that_keeps_its_own_schema(string name)
    {
        if (Operation(name).TryGetProperty("requestBody", out var body))
        {
            var media = Assert.Single(body.GetProperty("content").EnumerateObject()).Value;
            AssertConforms(name, media, media.GetProperty("example"));
        }
    }

    private static void AssertExamples(string where, JsonElement answer, bool isProblem)
    {
        var contents = answer.TryGetProperty("content", out var content) ? content.EnumerateObject().ToList() : [];
        if (isProblem)
        {
            Assert.Equal("application/problem+json", Assert.Single(contents).Name);
        }

        foreach (var media in contents.Where(media => ApiContract.IsJson(media.Name)).Select(media => media.Value))
        {
            var examples = isProblem
                ? Members(media, "examples").Select(example => Contract.Resolved(example).GetProperty("value")).ToList()
                : [media.GetProperty("example")];
            Assert.True(examples.Count > 0, $"{where} has no example.");
            foreach (var example in examples)
            {
                AssertConforms(where, media, example);
            }
        }
    }

    private static IEnumerable<(string Name, JsonElement Operation)> All() =>
        Contract.Document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .Select(operation => (operation.Value.GetProperty("operationId").GetString()!, operation.Value));

    private static JsonElement Operation(string name) => All().Single(each => each.Name == name).Operation;

    private static bool Says(JsonElement element, string member) =>
        element.TryGetProperty(member, out var text) && !string.IsNullOrWhiteSpace(text.GetString());

    private static IEnumerable<JsonElement> Members(JsonElement element, string member) =>
        !element.TryGetProperty(member, out var members) ? []
        : members.ValueKind == JsonValueKind.Array ? members.EnumerateArray()
        : members.EnumerateObject().Select(each => each.Value);

    private static void AssertConforms(string where, JsonElement media, JsonElement example)
    {
        var faults = Contract.BodyFaults(media, JsonSerializer.SerializeToUtf8Bytes(example));
        Assert.True(!faults.Any(), $"{where}: {string.Join("; ", faults)}");
    }
}
