using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Lectern.Functions.Http;
using Lectern.Functions.Tests.Support;
using Lectern.OpenApi;
using Microsoft.OpenApi;
using Xunit;

namespace Lectern.Functions.Tests.Http;

public sealed class OpenApiTests(InProcessApi api) : IClassFixture<InProcessApi>
{
    /// <summary>If it is 1, the committed documents are written again instead of being compared.</summary>
    private const string UpdateSwitch = "UPDATE_OPENAPI";

    [Theory]
    [InlineData("openapi.json", OpenApiSpecVersion.OpenApi3_1)]
    [InlineData("openapi-3.0.json", OpenApiSpecVersion.OpenApi3_0)]
    public async Task The_committed_document_is_what_the_code_says(string file, OpenApiSpecVersion version)
    {
        string path = Path.Combine(InfraApi(), file);
        string fromCode = await OpenApiDocuments.WriteAsync(
            api.App.Services, version, TestContext.Current.CancellationToken);
        if (Environment.GetEnvironmentVariable(UpdateSwitch) == "1")
        {
            await File.WriteAllTextAsync(path, fromCode, TestContext.Current.CancellationToken);
        }

        string committed = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(fromCode), JsonNode.Parse(committed)),
            $"infra/api/{file} is stale. Write it again: {UpdateSwitch}=1 dotnet test --project tests/Functions.Tests "
            + "--filter-class '*.OpenApiTests'");
    }

    [Fact]
    public void An_example_that_is_not_json_is_named_with_a_remedy()
    {
        Assert.Equal("Addie", (string?)new ExampleAttribute("\"Addie\"").Parse("Student.nickname"));

        var error = Assert.Throws<InvalidOperationException>(
            () => new ExampleAttribute("Addie").Parse("Student.nickname"));

        Assert.Equal(
            """The [Example] of Student.nickname is not JSON: Addie. A text needs quotes: [Example("\"Addie\"")].""",
            error.Message);
    }

    [Fact]
    public void Every_function_that_reads_a_body_says_which()
    {
        // Told from the source: what is read and what is described stand in one file.
        foreach (string file in Directory.EnumerateFiles(
            Path.Combine(InfraApi(), "..", "..", "src", "Functions"), "*Functions.cs", SearchOption.AllDirectories))
        {
            string source = File.ReadAllText(file);
            Assert.True(
                source.Split("JsonBody.Read").Length == source.Split("[Body(").Length,
                $"{Path.GetFileName(file)}: every JsonBody.Read… needs a [Body] on its function.");
        }
    }

    [Fact]
    public async Task The_reference_page_needs_nothing_from_elsewhere()
    {
        var page = await api.GetAsync("docs");

        Assert.Equal("text/html", page.Response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("http", page.Text, StringComparison.Ordinal);
        foreach (string asset in new[] { "swagger-ui-bundle.js", "swagger-ui.css", "theme.js", "favicon-32x32.png" })
        {
            Assert.Contains(asset, page.Text, StringComparison.Ordinal);
            var answer = await api.GetAsync($"docs/{asset}");
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.True(answer.Text.Length > 100);
        }

        Assert.Contains(
            "SwaggerUIBundle", (await api.GetAsync("docs/swagger-ui-bundle.js")).Text, StringComparison.Ordinal);
        (await api.GetAsync("docs/secrets.txt")).AssertProblem(404, "not-found");
    }

    internal static string InfraApi([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "infra", "api"));
}
