using System.Text.Json.Nodes;
using Xunit;

namespace Lectern.Docs.Tests;

/// <summary>docs/adding-a-resource.md, followed from top to bottom; its last commands run the HTTP tests.</summary>
[Collection(ScratchCopy.Collection)]
public sealed class AddingAResourceTests
{
    private static readonly IReadOnlyList<Block> Blocks = Page.Read("docs/adding-a-resource.md");

    [Fact]
    public async Task Who_follows_the_page_has_a_resource_that_is_described_and_passes_all_tests()
    {
        using var copy = await ScratchCopy.CreateAsync();

        await copy.FollowAsync(Blocks);

        var paths = JsonNode.Parse(await copy.ReadAsync("infra/api/openapi.json"))!["paths"]!;
        var filters = paths["/rooms"]!["get"]!["parameters"]!.AsArray();
        Assert.Equal(["get", "post"], Methods(paths["/rooms"]!));
        Assert.Equal(["get"], Methods(paths["/rooms/export"]!));
        Assert.Equal(["delete", "get", "patch"], Methods(paths["/rooms/{id}"]!));
        Assert.Contains(
            "Only rooms with at least this many seats.", filters.Select(filter => (string?)filter!["description"]));
        Assert.Equal(
            """{"name":"Library","seats":12}""",
            paths["/rooms"]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]!.ToJsonString());
        await copy.RunAsync("""
            dotnet format src/Functions --no-restore --verify-no-changes
            dotnet format tests/Functions.Tests --no-restore --verify-no-changes
            """);
    }

    [Fact]
    public void The_resource_of_the_page_has_at_most_200_lines_of_csharp_and_30_of_sql()
    {
        int Lines(string language, string folder) => Blocks
            .Where(block => block.Language == language && block.Path.StartsWith(folder, StringComparison.Ordinal))
            .Sum(block => block.Lines);

        Assert.InRange(Lines("csharp", "src/"), 1, 200);
        Assert.InRange(Lines("sql", "db/"), 1, 30);
    }

    private static IEnumerable<string> Methods(JsonNode path) =>
        path.AsObject().Select(member => member.Key).Where(key => key != "parameters").Order(StringComparer.Ordinal);
}
