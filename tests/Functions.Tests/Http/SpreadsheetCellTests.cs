using System.Text.Json;
using Lectern.Functions.Tests.Support;
using Lectern.Functions.Tests.Tutors;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>No cell of an export starts a formula (OWASP: CSV Injection).</summary>
public sealed class SpreadsheetCellTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Theory]
    [InlineData("=1+1", true)]
    [InlineData("+1", true)]
    [InlineData("-1", true)]
    [InlineData("@SUM(A1)", true)]
    [InlineData("\tx", true)]
    [InlineData("\rx", true)]
    [InlineData("\nx", true)]
    [InlineData("  =1+1", true)]
    [InlineData(" \t=1+1", true)]
    [InlineData("\u00A0@x", true)]
    [InlineData("\u200B=1+1", true)]
    [InlineData("\uFEFF\u3000+1", true)]
    [InlineData("\uFF1D1+1", true)]
    [InlineData("\uFF0B1", true)]
    [InlineData("\uFF0D1", true)]
    [InlineData("\uFF20x", true)]
    [InlineData(" \uFF1D1", true)]
    [InlineData("Ada", false)]
    [InlineData(" Ada", false)]
    [InlineData("'=1", false)]
    [InlineData("a=1", false)]
    [InlineData("😀=1", false)]
    public async Task A_text_that_a_spreadsheet_could_run_is_quoted_as_text(string text, bool isEscaped)
    {
        string tag = $"t{Guid.NewGuid():N}@example.org";
        var (_, created) = await NewTutor.CreateAsync(api, NewTutor.Body("x", tag));
        // The API does not take all of these as a name, but the table may have them.
        await Money.ExecuteAsync(api, $"""
            update tutors set full_name = {Literal([text])}::jsonb ->> 0 where id = '{(string)created.Json["id"]!}'
            """);

        var csv = await api.GetAsync($"tutors/export?format=csv&q={tag}");

        string cell = (isEscaped ? "'" : "") + text;
        string withoutQuotes = csv.Text.Replace("\"", "", StringComparison.Ordinal);
        Assert.Contains($",{cell},{tag},", withoutQuotes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_text_of_a_list_is()
    {
        string tag = $"t{Guid.NewGuid():N}@example.org";
        await NewTutor.CreateAsync(api, NewTutor.Body("x", tag, "Chess", "=1+1", "＝2"));

        var csv = await api.GetAsync($"tutors/export?format=csv&q={tag}");

        Assert.Contains(",Chess;'=1+1;'＝2,", csv.Text, StringComparison.Ordinal);
    }

    private static string Literal(string[] texts) =>
        $"'{JsonSerializer.Serialize(texts).Replace("'", "''", StringComparison.Ordinal)}'";
}
