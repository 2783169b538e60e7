using System.Net;
using System.Text;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>
/// What is no JSON, or not the JSON that is asked for, gets the problem of the contract, never a 500.
/// </summary>
public sealed class BadBodyTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    private const string Known = "\"fullName\":\"Ada\",\"email\":\"ada@example.org\"";

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("{\"fullName\":\"Ada\",}")]
    [InlineData("{'fullName':'Ada'}")]
    [InlineData("{} {}")]
    [InlineData("NaN")]
    [InlineData("// comment\n{}")]
    [InlineData("{\"fullName\":\"\u0001\"}")]
    public async Task A_body_that_is_no_json_is_malformed(string body)
    {
        (await api.PostAsync("students", body)).AssertProblem(400, "malformed-json");
        (await api.PatchAsync($"students/{Guid.NewGuid()}", body)).AssertProblem(400, "malformed-json");
    }

    [Fact]
    public async Task A_body_that_is_no_utf8_is_malformed()
    {
        byte[][] bodies =
        [
            [0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0],
            Encoding.Latin1.GetBytes("{\"fullName\":\"é\"}"),
        ];
        foreach (byte[] bytes in bodies)
        {
            using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new("application/json") } };
            Assert.Contains((await api.SendAsync(HttpMethod.Post, "students", content)).Status,
                new[] { HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity });
        }
    }

    [Fact]
    public async Task Json_nested_a_thousand_deep_is_malformed() =>
        (await api.PostAsync("students", new string('[', 1000) + new string(']', 1000)))
            .AssertProblem(400, "malformed-json");

    [Theory]
    [InlineData("[]", "$")]
    [InlineData("null", "$")]
    [InlineData("7", "$")]
    [InlineData("\"text\"", "$")]
    [InlineData("{}", "fullName")]
    [InlineData("{}", "email")]
    [InlineData("{\"fullName\":null,\"email\":\"ada@example.org\"}", "fullName")]
    [InlineData("{\"fullName\":7,\"email\":\"ada@example.org\"}", "fullName")]
    [InlineData("{\"fullName\":[\"Ada\"],\"email\":\"ada@example.org\"}", "fullName")]
    [InlineData("{\"fullName\":\" \\t\\n\",\"email\":\"ada@example.org\"}", "fullName")]
    [InlineData("{\"fullName\":\"A\\u0000da\",\"email\":\"ada@example.org\"}", "fullName")]
    [InlineData("{\"fullName\":\"A\\ud800\",\"email\":\"ada@example.org\"}", "fullName")]
    [InlineData("{\"fullName\":\"A\\udc00\\ud800\",\"email\":\"ada@example.org\"}", "fullName")]
    [InlineData("{\"fullName\":\"Ada\",\"email\":\"\"}", "email")]
    [InlineData("{\"fullName\":\"Ada\",\"email\":\"no-at\"}", "email")]
    [InlineData("{\"fullName\":\"Ada\",\"email\":\"ada@\"}", "email")]
    [InlineData("{\"fullName\":\"Ada\",\"email\":\"@example.org\"}", "email")]
    [InlineData("{\"fullName\":\"Ada\",\"email\":\"two@@example.org\"}", "email")]
    [InlineData("{\"fullName\":\"Ada\",\"email\":\"a b@example.org\"}", "email")]
    [InlineData("{\"fullName\":\"Ada\",\"email\":\"ada\\n@example.org\"}", "email")]
    [InlineData("{\"fullName\":\"Ada\",\"email\":\"ada\\u00a0@example.org\"}", "email")]
    [InlineData("{" + Known + ",\"grade\":\"7\"}", "grade")]
    [InlineData("{" + Known + ",\"grade\":7.5}", "grade")]
    [InlineData("{" + Known + ",\"grade\":99999999999}", "grade")]
    [InlineData("{" + Known + ",\"grade\":14}", "grade")]
    [InlineData("{" + Known + ",\"grade\":0}", "grade")]
    [InlineData("{" + Known + ",\"dateOfBirth\":\"2014-02-30\"}", "dateOfBirth")]
    [InlineData("{" + Known + ",\"dateOfBirth\":\"1899-12-31\"}", "dateOfBirth")]
    [InlineData("{" + Known + ",\"dateOfBirth\":\"3000-01-01\"}", "dateOfBirth")]
    [InlineData("{" + Known + ",\"dateOfBirth\":\"28.02.2014\"}", "dateOfBirth")]
    [InlineData("{" + Known + ",\"dateOfBirth\":20140228}", "dateOfBirth")]
    [InlineData("{" + Known + ",\"isActive\":null}", "isActive")]
    [InlineData("{" + Known + ",\"isActive\":\"true\"}", "isActive")]
    [InlineData("{" + Known + ",\"isActive\":1}", "isActive")]
    [InlineData("{" + Known + ",\"nickname\":\"A\"}", "nickname")]
    [InlineData("{" + Known + ",\"id\":\"x\"}", "id")]
    [InlineData("{" + Known + ",\"\":1}", "$")]
    [InlineData("{" + Known + ",\"fullName\":\"Grace\"}", "fullName")]
    [InlineData("{" + Known + ",\"EMAIL\":\"x@example.org\"}", "EMAIL")]
    [InlineData("{" + Known + ",\"\\ud800\":1}", "$")]
    public async Task A_body_that_is_not_a_student_is_refused_at_the_path_of_its_fault(string body, string path) =>
        (await api.PostAsync("students", body)).AssertProblem(422, "validation-failed").AssertErrorAt(path);

    [Fact]
    public async Task All_faults_of_a_body_are_named_at_once()
    {
        var answer = await api.PostAsync("students", """{"fullName":"","grade":"x","nickname":1,"isActive":null}""");

        Assert.Equal(
            ["email", "fullName", "grade", "isActive", "nickname"],
            answer.AssertProblem(422, "validation-failed").Json["errors"]!.AsObject()
                .Select(error => error.Key).Order());
    }

    [Fact]
    public async Task A_body_that_stops_being_json_is_told_where()
    {
        var answer = await api.PostAsync("students", "{\n  \"fullName\": x\n}");

        Assert.Contains("line 2, byte 15", (string?)answer.Json["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"isActive\":1", "isActive", "must be true or false")]
    [InlineData("\"dateOfBirth\":20140228", "dateOfBirth", "must be a date")]
    [InlineData("\"\\ud800\":1", "$", "a member's name must not contain half of a surrogate pair")]
    public async Task A_value_of_another_kind_is_told_which_kind_it_must_be(string member, string path, string message)
    {
        var answer = await api.PostAsync("students", "{" + Known + "," + member + "}");

        Assert.StartsWith(message, (string?)answer.Json["errors"]![path]![0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_is_too_large_is_not_taken_for_another_kind_of_value()
    {
        var answer = await api.PostAsync("students", "{" + Known + ",\"grade\":-99999999999}");

        Assert.Equal("is out of range", (string?)answer.Json["errors"]!["grade"]![0]);
    }

    [Fact]
    public async Task A_body_with_a_million_unknown_members_is_refused_briefly()
    {
        string body = "{" + string.Join(",", Enumerable.Range(0, 300_000).Select(member => $"\"m{member}\":1")) + "}";

        var answer = (await api.PostAsync("students", body)).AssertProblem(422, "validation-failed");

        Assert.InRange(answer.Text.Length, 1, 50_000);
    }
}
