using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Students;

public sealed class ExportStudentsTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task Ndjson_has_every_row_of_the_filter_as_the_api_answers_it()
    {
        string tag = $"{Guid.NewGuid():N}";
        var (path, first) = await NewStudent.CreateAsync(
            api, NewStudent.Body("Łucja \"é\" 😀 x", $"{tag}.1@example.org"));
        await NewStudent.CreateAsync(api, NewStudent.Body(email: $"{tag}.2@example.org"));

        var answer = await api.GetAsync($"students/export?q={tag}");

        Assert.Equal("application/x-ndjson", answer.Response.Content.Headers.ContentType?.MediaType);
        string[] lines = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.True(JsonNode.DeepEquals(first.Json, JsonNode.Parse(lines[0])), $"{path}: {lines[0]}");
    }

    [Fact]
    public async Task Csv_has_a_header_quotes_what_needs_it_and_starts_no_formula()
    {
        string tag = $"{Guid.NewGuid():N}";
        var (_, created) = await NewStudent.CreateAsync(api, NewStudent.Body("x", $"{tag}@example.org", 3));
        // The API takes no line breaks in names; rows from before it may have some.
        await Money.ExecuteAsync(api, $"""
            update students set full_name = e'=HYPERLINK("x"),\r\n2' where id = '{(string)created.Json["id"]!}'
            """);

        var answer = await api.GetAsync($"students/export?format=csv&q={tag}");

        Assert.Equal("text/csv", answer.Response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith(
            "id,fullName,email,grade,dateOfBirth,isActive,userId,createdAt,updatedAt\r\n",
            answer.Text,
            StringComparison.Ordinal);
        Assert.Contains(
            $",\"'=HYPERLINK(\"\"x\"\"),\r\n2\",{tag}@example.org,3,,true,,", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_format_is_refused() =>
        (await api.GetAsync("students/export?format=xlsx")).AssertProblem(400, "invalid-parameter");
}
