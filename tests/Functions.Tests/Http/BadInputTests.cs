using System.Net;
using System.Text;
using Lectern.Functions.Tests.Students;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>Whatever a caller sends gets the problem of the contract, never a 500.</summary>
public sealed class BadInputTests(SchoolApi api) : IClassFixture<SchoolApi>
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
        foreach (byte[] bytes in new[] { [0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0], Encoding.Latin1.GetBytes("{\"fullName\":\"é\"}"), })
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
    [InlineData("{\"fullName\":\"Ada\",\"email\":\"two@@example.org\"}", "email")]
    [InlineData("{\"fullName\":\"Ada\",\"email\":\"a b@example.org\"}", "email")]
    [InlineData("{\"fullName\":\"Ada\",\"email\":\"ada@example.org\\n\"}", "email")]
    [InlineData("{\"fullName\":\"Ada\",\"email\":\"ada\\u00a0@example.org\"}", "email")]
    [InlineData("{" + Known + ",\"grade\":\"7\"}", "grade")]
    [InlineData("{" + Known + ",\"grade\":7.5}", "grade")]
    [InlineData("{" + Known + ",\"grade\":99999999999}", "grade")]
    [InlineData("{" + Known + ",\"grade\":14}", "grade")]
    [InlineData("{" + Known + ",\"grade\":0}", "grade")]
    [InlineData("{" + Known + ",\"dateOfBirth\":\"2014-02-30\"}", "dateOfBirth")]
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
            answer.AssertProblem(422, "validation-failed").Json["errors"]!.AsObject().Select(error => error.Key).Order());
    }

    [Fact]
    public async Task A_body_with_a_million_unknown_members_is_refused_briefly()
    {
        string body = "{" + string.Join(",", Enumerable.Range(0, 300_000).Select(member => $"\"m{member}\":1")) + "}";

        var answer = (await api.PostAsync("students", body)).AssertProblem(422, "validation-failed");

        Assert.InRange(answer.Text.Length, 1, 50_000);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task A_body_of_another_type_is_refused(string? mediaType)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(NewStudent.Body()));
        if (mediaType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        }

        (await api.SendAsync(HttpMethod.Post, "students", content)).AssertProblem(415, "unsupported-media-type");
    }

    [Fact]
    public async Task A_merge_patch_is_no_body_for_a_create() =>
        (await api.SendAsync(
            HttpMethod.Post, "students", Requests.Json(NewStudent.Body(), "application/merge-patch+json")))
            .AssertProblem(415, "unsupported-media-type");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_eleven_mebibytes_is_too_large(bool chunked)
    {
        string json = $$"""{"fullName":"{{new string('x', 11 * 1024 * 1024)}}","email":"a@example.org"}""";
        using HttpContent content = chunked
            ? new StreamContent(new UnknownLength(Encoding.UTF8.GetBytes(json)))
            : new StringContent(json);
        content.Headers.ContentType = new("application/json");

        (await api.SendAsync(HttpMethod.Post, "students", content)).AssertProblem(413, "body-too-large");
    }

    [Fact]
    public async Task A_body_with_a_byte_order_mark_is_read()
    {
        using var content = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(NewStudent.Body())]);
        content.Headers.ContentType = new("application/json");

        Assert.Equal(HttpStatusCode.Created, (await api.SendAsync(HttpMethod.Post, "students", content)).Status);
    }

    [Theory]
    [InlineData("limit=0", "invalid-parameter")]
    [InlineData("limit=201", "invalid-parameter")]
    [InlineData("limit=-1", "invalid-parameter")]
    [InlineData("limit=", "invalid-parameter")]
    [InlineData("limit=5.0", "invalid-parameter")]
    [InlineData("limit=0x10", "invalid-parameter")]
    [InlineData("limit=99999999999", "invalid-parameter")]
    [InlineData("limit=5&limit=6", "invalid-parameter")]
    [InlineData("limit=5&LIMIT=6", "invalid-parameter")]
    [InlineData("sort=", "invalid-parameter")]
    [InlineData("sort=email", "invalid-parameter")]
    [InlineData("sort=--createdAt", "invalid-parameter")]
    [InlineData("sort=created_at;drop", "invalid-parameter")]
    [InlineData("count=yes", "invalid-parameter")]
    [InlineData("active=1", "invalid-parameter")]
    [InlineData("grade=14", "invalid-parameter")]
    [InlineData("q=%00", "invalid-parameter")]
    [InlineData("limt=5", "unknown-parameter")]
    [InlineData("$filter=x", "unknown-parameter")]
    [InlineData("cancellationToken=x", "unknown-parameter")]
    [InlineData("request=x", "unknown-parameter")]
    [InlineData("=x", "unknown-parameter")]
    [InlineData("cursor=", "invalid-cursor")]
    [InlineData("cursor=!!", "invalid-cursor")]
    [InlineData("cursor=AAAA", "invalid-cursor")]
    [InlineData("cursor=W10", "invalid-cursor")]
    [InlineData("cursor=bnVsbA", "invalid-cursor")]
    public async Task A_query_that_has_no_meaning_is_refused(string query, string code) =>
        (await api.GetAsync($"students?{query}")).AssertProblem(400, code);

    [Theory]
    [InlineData("[\"createdAt\",\"x\",\"00000000-0000-0000-0000-000000000000\"]")]
    [InlineData("[\"createdAt\",null,\"00000000-0000-0000-0000-000000000000\"]")]
    [InlineData("[\"createdAt\",\"2026-01-01T00:00:00Z\",\"x\"]")]
    [InlineData("[\"fullName\",\"A\",\"00000000-0000-0000-0000-000000000000\"]")]
    [InlineData("[\"createdAt\",\"0001-01-01T00:00:00+14:00\",\"00000000-0000-0000-0000-000000000000\"]")]
    [InlineData("{\"sort\":\"createdAt\"}")]
    public async Task A_forged_cursor_is_refused_or_harmless(string forged)
    {
        var answer = await api.GetAsync($"students?cursor={System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(forged))}");

        if (answer.Status != HttpStatusCode.OK)
        {
            answer.AssertProblem(400, "invalid-cursor");
        }
    }

    [Fact]
    public async Task A_forged_cursor_with_nul_in_a_name_is_refused()
    {
        string forged = "[\"fullName\",\"a\\u0000\",\"00000000-0000-0000-0000-000000000000\"]";

        (await api.GetAsync($"students?sort=fullName&cursor={System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(forged))}"))
            .AssertProblem(400, "invalid-cursor");
    }

    [Fact]
    public async Task A_cursor_of_another_order_is_refused()
    {
        await NewStudent.CreateAsync(api);
        await NewStudent.CreateAsync(api);
        var page = await api.GetAsync("students?limit=1&sort=fullName");

        string other = ((string)page.Json["nextLink"]!).Replace("sort=fullName", "sort=-fullName", StringComparison.Ordinal);

        (await api.GetAsync(other)).AssertProblem(400, "invalid-cursor");
    }

    [Fact]
    public async Task A_query_on_an_endpoint_without_parameters_is_refused()
    {
        var (path, _) = await NewStudent.CreateAsync(api);

        (await api.GetAsync($"{path}?verbose=true")).AssertProblem(400, "unknown-parameter");
        (await api.DeleteAsync($"{path}?force=true")).AssertProblem(400, "unknown-parameter");
        (await api.PostAsync("students?fullName=x", NewStudent.Body())).AssertProblem(400, "unknown-parameter");
    }

    [Fact]
    public async Task Sql_in_every_field_is_just_text()
    {
        string[] attacks =
        [
            "'; drop table students; --", "\" or 1=1", "$$ select pg_sleep(9) $$", "@FullName", ":name", "$1",
            @"\'; select 1", "%27%20or%201=1", "{{DatabaseName}}", "/* */", "E'\\x00'",
        ];
        foreach (string attack in attacks)
        {
            string email = $"{Guid.NewGuid():N}'--@example.org";
            var (path, created) = await NewStudent.CreateAsync(api, NewStudent.Body(attack, email));
            Assert.Equal((attack, email), ((string?)created.Json["fullName"], (string?)created.Json["email"]));
            string text = Uri.EscapeDataString(attack);
            var found = await api.GetAsync($"students?limit=200&sort=fullName&count=true&q={text}");
            Assert.Contains(path.Split('/')[^1], found.Text, StringComparison.Ordinal);
            (await api.GetAsync($"students?sort={text}")).AssertProblem(400, "invalid-parameter");
            (await api.GetAsync($"students?cursor={text}")).AssertProblem(400, "invalid-cursor");
            (await api.GetAsync($"students?limit={text}")).AssertProblem(400, "invalid-parameter");
            (await api.GetAsync($"students?{text}=1")).AssertProblem(400, "unknown-parameter");
            (await api.GetAsync($"students/{text}")).AssertProblem(404, "not-found");
            (await api.PatchAsync(path, NewStudent.Body(attack + "2", email), ("If-Match", attack)))
                .AssertProblem(400, "invalid-parameter");
        }
    }

    /// <summary>A stream that does not tell its length, so that the body is sent in chunks.</summary>
    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
