using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Lists;

/// <summary>What the contract says of exports, held to that of every list.</summary>
public sealed partial class EveryExportTests(FullSchool school) : IClassFixture<FullSchool>
{
    private static readonly string[] OfPages = ["limit", "cursor", "sort", "count", "expand"];

    [Fact]
    public void Every_list_has_one_with_the_filters_of_the_list()
    {
        foreach (var (_, path, list) in school.Operations.Where(IsList))
        {
            var export = school.Operations.SingleOrDefault(
                operation => (operation.Method, operation.Path) == ("GET", $"{path}/export"));

            Assert.True(export.Operation is not null, $"GET {path} needs an export: GET {path}/export.");
            Assert.Equal(
                FullSchool.ParametersOf(list).Except(OfPages).Append("format").Order(),
                FullSchool.ParametersOf(export.Operation).Order());
        }
    }

    [Fact]
    public async Task Ndjson_has_the_rows_as_the_list_answers_them()
    {
        foreach (string list in school.Lists)
        {
            var rows = (await school.GetAsync($"{list}?limit=200")).Json["value"]!.AsArray().ToDictionary(Id);

            var export = await school.GetAsync($"{list}/export?format=ndjson");

            Assert.Equal("application/x-ndjson", export.Response.Content.Headers.ContentType?.MediaType);
            var lines = export.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonNode.Parse(line)).ToList();
            Assert.Equal(rows.Count, lines.Count);
            Assert.All(lines, line => Assert.True(JsonNode.DeepEquals(rows[Id(line)], line), $"{list}: {line}"));
        }
    }

    [Fact]
    public async Task Csv_has_the_same_rows_and_no_cell_starts_a_formula()
    {
        foreach (string list in school.Lists)
        {
            var export = await school.GetAsync($"{list}/export?format=csv");
            Assert.Equal("text/csv", export.Response.Content.Headers.ContentType?.MediaType);
            var lines = Line().Matches(export.Text);
            string[][] table = [.. lines.Select(line => line.Groups["cell"].Captures.Select(Unquoted).ToArray())];

            Assert.Equal(export.Text.Length, lines.Sum(line => line.Length));
            Assert.All(table, row => Assert.Equal(table[0].Length, row.Length));
            Assert.Equal(
                (await school.IdsAsync($"{list}?limit=200")).Order(),
                table.Skip(1).Select(row => row[Array.IndexOf(table[0], "id")]).Order());
            Assert.DoesNotContain(
                table.SelectMany(row => row), cell => cell.Length > 0 && "=+-@\t\r\n＝＋－＠".Contains(cell[0]));
        }
    }

    [Theory]
    [InlineData("format=xlsx", "invalid-parameter")]
    [InlineData("limit=1", "unknown-parameter")]
    public async Task A_query_that_means_nothing_is_refused(string query, string code)
    {
        foreach (string list in school.Lists)
        {
            (await school.GetAsync($"{list}/export?{query}")).AssertProblem(400, code);
        }
    }

    private static bool IsList((string Method, string Path, JsonNode Operation) operation) =>
        FullSchool.ParametersOf(operation.Operation).Contains("cursor");

    private static string Id(JsonNode? row) => (string)row!["id"]!;

    private static string Unquoted(Capture cell) => cell.Value is ['"', .. var quoted, '"']
        ? quoted.Replace("\"\"", "\"", StringComparison.Ordinal)
        : cell.Value;

    /// <summary>A line of RFC 4180.</summary>
    [GeneratedRegex("(?<cell>\"(?:[^\"]|\"\")*\"|[^\",\r\n]*)(?:,(?<cell>\"(?:[^\"]|\"\")*\"|[^\",\r\n]*))*\r\n")]
    private static partial Regex Line();
}
