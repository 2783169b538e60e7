using System.Net;
using System.Text;
using Lectern.Functions.Tests.Students;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>Bodies in odd encodings, and texts that are hardly any.</summary>
public sealed class BodyTextTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_text_that_is_not_utf8_makes_the_body_malformed()
    {
        byte[] bytes = Encoding.Latin1.GetBytes("""{"fullName":"Zoé","email":"zoe@example.org"}""");
        using var latin1 = new ByteArrayContent(bytes)
        {
            Headers = { ContentType = new("application/json") },
        };

        (await api.SendAsync(HttpMethod.Post, "students", latin1)).AssertProblem(400, "malformed-json");
    }

    [Fact]
    public async Task A_charset_may_stand_in_quotes()
    {
        using var quoted = new StringContent(NewStudent.Body());
        Assert.True(quoted.Headers.Remove("Content-Type"));
        Assert.True(quoted.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=\"UTF-8\""));

        Assert.Equal(HttpStatusCode.Created, (await api.SendAsync(HttpMethod.Post, "students", quoted)).Status);
    }

    [Fact]
    public async Task A_compressed_body_is_refused_as_such()
    {
        using var compressed = new ByteArrayContent([0x1F, 0x8B, 0x08])
        {
            Headers = { ContentType = new("application/json"), ContentEncoding = { "gzip" } },
        };

        var answer = await api.SendAsync(HttpMethod.Post, "students", compressed);

        answer.AssertProblem(415, "unsupported-media-type");
        Assert.Contains("gzip", (string)answer.Json["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("students", """{"fullName":"Ada","email":"ada@example.org","NAME":1}""")]
    [InlineData("students", """{"fullName":"Ada","email":"ada@example.org","subscription":{"NAME":1}}""")]
    public async Task The_name_of_a_member_is_told_briefly_however_long_it_is(string path, string body)
    {
        string name = new('n', 1_000_000);

        var answer = await api.PostAsync(path, body.Replace("NAME", name, StringComparison.Ordinal));

        answer.AssertProblem(422, "validation-failed");
        Assert.InRange(answer.Text.Length, 1, 5_000);
    }

    [Theory]
    [InlineData(@"\u001c")]
    [InlineData(@"\u0007\u0009 ")]
    [InlineData(@"\u00a0\u3000")]
    public async Task A_text_that_shows_nothing_is_blank(string text) =>
        (await api.PostAsync("students", $$"""{"fullName":"{{text}}","email":"{{NewStudent.Email}}"}"""))
            .AssertProblem(422, "validation-failed").AssertErrorAt("fullName");

    [Fact]
    public async Task A_search_has_as_many_characters_as_a_name()
    {
        string longest = string.Concat(Enumerable.Repeat("😀", 200));
        await api.PostAsync("students", NewStudent.Body(longest));

        Assert.Single(await api.IdsAsync($"students?q={Uri.EscapeDataString(longest)}"));
        var tooLong = await api.GetAsync($"students?q={new string('a', 201)}");
        tooLong.AssertProblem(400, "invalid-parameter");
        Assert.Equal("q must have at most 200 characters.", (string?)tooLong.Json["detail"]);
    }
}
