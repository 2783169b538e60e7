using System.Text;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Lists;

/// <summary>What the contract says of bodies, held to every operation that reads one.</summary>
public sealed class EveryBodyTests(FullSchool school) : IClassFixture<FullSchool>
{
    [Fact]
    public async Task A_body_of_another_type_is_refused()
    {
        foreach (var operation in Writing)
        {
            (await SendAsync(operation, "fullName=Ada", "application/x-www-form-urlencoded"))
                .AssertProblem(415, "unsupported-media-type");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"a\":1} {}")]
    [InlineData("{\"a\":01}")]
    public async Task A_body_that_is_no_json_is_malformed(string body)
    {
        foreach (var operation in Writing)
        {
            (await SendAsync(operation, body)).AssertProblem(400, "malformed-json");
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"{}\"")]
    public async Task Json_of_another_kind_is_refused(string body)
    {
        foreach (var operation in Writing)
        {
            (await SendAsync(operation, body)).AssertProblem(422, "validation-failed").AssertErrorAt("$");
        }
    }

    [Fact]
    public async Task A_member_that_is_not_known_or_comes_twice_is_named()
    {
        foreach (var operation in Writing)
        {
            string example = Example(operation.Operation);
            string row = example[0] == '[' ? "[0]." : "";
            int first = example.IndexOf('{', StringComparison.Ordinal) + 1;

            var answer = await SendAsync(operation, example.Insert(first, "\"emial\":1,\"emial\":2,"));

            answer.AssertProblem(422, "validation-failed").AssertErrorAt($"{row}emial");
            Assert.Equal(2, answer.Json["errors"]![$"{row}emial"]!.AsArray().Count);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public async Task A_batch_has_one_to_ten_thousand_rows(int rows)
    {
        string body = $"[{string.Join(',', Enumerable.Repeat("{}", rows))}]";
        foreach (var operation in Writing.Where(one => one.Path.EndsWith("/bulk", StringComparison.Ordinal)))
        {
            (await SendAsync(operation, body)).AssertProblem(422, "validation-failed").AssertErrorAt("$");
        }
    }

    [Fact]
    public async Task A_body_of_eleven_mebibytes_is_too_large()
    {
        string body = new(' ', 11 * 1024 * 1024);
        foreach (var operation in Writing)
        {
            (await SendAsync(operation, body)).AssertProblem(413, "body-too-large");
        }
    }

    private IEnumerable<(string Method, string Path, JsonNode Operation)> Writing =>
        school.Operations.Where(operation => operation.Operation["requestBody"] is not null);

    private static string Example(JsonNode operation) =>
        operation["requestBody"]!["content"]!.AsObject().Single().Value!["example"]!.ToJsonString();

    private Task<Answer> SendAsync(
        (string Method, string Path, JsonNode Operation) operation, string body,
        string mediaType = "application/json") =>
        school.SendAsync(
            new(operation.Method), FullSchool.Fill(operation.Path), new StringContent(body, Encoding.UTF8, mediaType),
            Money.Key);
}
