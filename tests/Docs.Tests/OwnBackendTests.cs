using System.Text.Json.Nodes;
using Lectern.Testing;
using Xunit;

namespace Lectern.Docs.Tests;

/// <summary>
/// docs/make-it-yours.md, followed to its end, and then docs/adding-a-resource.md, which the renaming has renamed too.
/// The last commands of both pages run the tests that look at every function.
/// </summary>
public sealed class OwnBackendTests
{
    [Fact]
    public async Task Who_follows_both_pages_has_a_backend_of_another_name_with_other_resources_that_passes_its_tests()
    {
        Assert.SkipUnless(LongTests.Choose(0, 1) == 1, "It builds a copy several times. LECTERN_LONG_TESTS=1 runs it.");
        using var copy = await ScratchCopy.CreateAsync();

        await copy.FollowAsync(Page.Read("docs/make-it-yours.md"));

        Assert.Equal("", await copy.RunAsync("git grep -il lectern || test $? -eq 1"));
        string description = await copy.ReadAsync("infra/api/openapi.json");
        Assert.DoesNotContain("\"/payments", description, StringComparison.Ordinal);
        Assert.DoesNotContain("\"/bot-", description, StringComparison.Ordinal);
        Assert.Contains("\"/students", description, StringComparison.Ordinal);

        await copy.FollowAsync(Page.Of(await copy.ReadAsync("docs/adding-a-resource.md")));

        var document = JsonNode.Parse(await copy.ReadAsync("infra/api/openapi.json"))!;
        AssertRooms(document["paths"]!);
        Assert.NotNull(document["components"]!["schemas"]!["Student"]!["properties"]!["nickname"]);
        await copy.RunAsync("""
            dotnet format src/Functions --no-restore --verify-no-changes
            dotnet format tests/Functions.Tests --no-restore --verify-no-changes
            """);
    }

    private static void AssertRooms(JsonNode paths)
    {
        var filters = paths["/rooms"]!["get"]!["parameters"]!.AsArray();
        Assert.Equal(["get", "post"], Methods(paths["/rooms"]!));
        Assert.Equal(["get"], Methods(paths["/rooms/export"]!));
        Assert.Equal(["delete", "get", "patch"], Methods(paths["/rooms/{id}"]!));
        Assert.Contains(
            "Only rooms with at least this many seats.", filters.Select(filter => (string?)filter!["description"]));
        Assert.Equal(
            """{"name":"Library","seats":12}""",
            paths["/rooms"]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]!.ToJsonString());
    }

    private static IEnumerable<string> Methods(JsonNode path) =>
        path.AsObject().Select(member => member.Key).Where(key => key != "parameters").Order(StringComparer.Ordinal);
}
