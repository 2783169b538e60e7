using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Users;

public sealed class UserTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    private static int s_count;

    [Fact]
    public async Task A_user_is_made_read_changed_and_deleted()
    {
        var (path, created) = await CreateAsync("tutor");
        Assert.Equal("\"1\"", created.ETag);

        var changed = await api.PatchAsync(path, """{"role":"admin","externalId":"7d9f"}""", ("If-Match", "\"1\""));
        Assert.Equal(("admin", "7d9f"), ((string?)changed.Json["role"], (string?)changed.Json["externalId"]));
        (await api.PatchAsync(path, """{"role":"tutor"}""", ("If-Match", "\"1\""))).AssertProblem(412, "precondition-failed");
        Assert.Equal(HttpStatusCode.NotModified, (await api.GetAsync(path, ("If-None-Match", changed.ETag!))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(path)).Status);
        (await api.GetAsync(path)).AssertProblem(404, "not-found");
    }

    [Theory]
    [InlineData("username")]
    [InlineData("email")]
    [InlineData("externalId")]
    public async Task What_must_be_unique_is_a_conflict_at_its_member(string member)
    {
        string taken = $"Taken.{member}@example.org";
        await api.PostAsync("users", Body(member, taken));

        (await api.PostAsync("users", Body(member, member == "externalId" ? taken : taken.ToUpperInvariant())))
            .AssertProblem(409, "conflict").AssertErrorAt(member);
    }

    [Theory]
    [InlineData("""{"username":"","email":"a@example.org","role":"tutor"}""", "username")]
    [InlineData("""{"username":"a","email":"a","role":"tutor"}""", "email")]
    [InlineData("""{"username":"a","email":"a@example.org","role":"root"}""", "role")]
    [InlineData("""{"username":"a","email":"a@example.org"}""", "role")]
    [InlineData("""{"username":"a","email":"a@example.org","role":"tutor","password":"x"}""", "password")]
    public async Task A_faulty_user_is_refused_at_its_member(string body, string member) =>
        (await api.PostAsync("users", body)).AssertProblem(422, "validation-failed").AssertErrorAt(member);

    [Fact]
    public async Task A_user_who_is_a_student_is_in_use()
    {
        var (path, created) = await CreateAsync("student");
        var student = await api.PostAsync("students", $$"""
            {"fullName":"Ada","email":"{{Guid.NewGuid():N}}@example.org","userId":"{{(string)created.Json["id"]!}}"}
            """);
        Assert.Equal(HttpStatusCode.Created, student.Status);

        (await api.DeleteAsync(path)).AssertProblem(409, "in-use");
    }

    [Fact]
    public async Task A_student_with_an_unknown_user_is_refused() =>
        (await api.PostAsync("students", $$"""
            {"fullName":"Ada","email":"{{Guid.NewGuid():N}}@example.org","userId":"{{Guid.NewGuid()}}"}
            """)).AssertProblem(422, "validation-failed").AssertErrorAt("userId");

    [Fact]
    public async Task A_list_filters_and_joins_profiles_when_asked()
    {
        var (path, created) = await CreateAsync("tutor");
        string q = (string)created.Json["username"]!;
        await PutAsync($"{path}/profile", Profile);

        var plain = await api.GetAsync($"users?q={q}&role=tutor&active=true&count=true");
        var expanded = await api.GetAsync($"users?q={q}&expand=profile&sort=-username");

        Assert.Equal(1, (int?)plain.Json["count"]);
        Assert.Null(plain.Json["value"]![0]!["profile"]);
        Assert.Equal("Europe/Vienna", (string?)expanded.Json["value"]![0]!["profile"]!["timeZone"]);
        Assert.Empty((await api.GetAsync($"users?q={q}&role=admin")).Json["value"]!.AsArray());
        (await api.GetAsync("users?expand=secrets")).AssertProblem(400, "invalid-parameter");
    }

    [Fact]
    public async Task Users_are_exported()
    {
        var (_, created) = await CreateAsync("admin");

        var answer = await api.GetAsync($"users/export?format=csv&q={(string)created.Json["username"]!}");

        Assert.Contains((string)created.Json["email"]!, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_is_written_with_its_versions_and_read_back()
    {
        var (path, _) = await CreateAsync("tutor");
        (await api.GetAsync($"{path}/profile")).AssertProblem(404, "not-found");
        (await PutAsync($"{path}/profile", Profile, ("If-Match", "\"1\""))).AssertProblem(412, "precondition-failed");

        var first = await PutAsync($"{path}/profile", Profile);
        var second = await PutAsync($"{path}/profile", Profile.Replace("de-AT", "de", StringComparison.Ordinal), ("If-Match", "\"1\""));

        Assert.Equal(("\"1\"", "\"2\""), (first.ETag, second.ETag));
        (await PutAsync($"{path}/profile", Profile, ("If-Match", "\"1\""))).AssertProblem(412, "precondition-failed");
        Assert.Equal(second.Text, (await api.GetAsync($"{path}/profile")).Text);
    }

    [Theory]
    [InlineData("\"Europe/Vienna\"", "\"Mars/Olympus\"", "timeZone")]
    [InlineData("\"Europe/Vienna\"", "\"../../etc/passwd\"", "timeZone")]
    [InlineData("\"de-AT\"", "\"de_AT\"", "locale")]
    [InlineData("\"de-AT\"", "\"\"", "locale")]
    [InlineData("\"Zoë\"", "\" \"", "fullName")]
    public async Task A_faulty_profile_is_refused_at_its_member(string right, string wrong, string member)
    {
        var (path, _) = await CreateAsync("tutor");

        (await PutAsync($"{path}/profile", Profile.Replace(right, wrong, StringComparison.Ordinal)))
            .AssertProblem(422, "validation-failed").AssertErrorAt(member);
    }

    [Fact]
    public async Task Everybody_sees_himself_and_nobody_else()
    {
        var (path, created) = await CreateAsync("student");
        var (otherPath, _) = await CreateAsync("student");
        await PutAsync($"{path}/profile", Profile);
        await PutAsync($"{otherPath}/profile", Profile);
        (string, string)[] self = [("X-Dev-Role", "student"), ("X-Dev-User", (string)created.Json["id"]!)];

        var me = await api.GetAsync("me", self);
        Assert.Equal(((string?)created.Json["id"], "Zoë"), ((string?)me.Json["id"], (string?)me.Json["profile"]!["fullName"]));
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync($"{path}/profile", self)).Status);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync($"{path}/profile", Profile, self)).Status);
        (await api.GetAsync($"{otherPath}/profile", self)).AssertProblem(404, "not-found");
        (await PutAsync($"{otherPath}/profile", Profile, self)).AssertProblem(404, "not-found");
        (await api.GetAsync(path, self)).AssertProblem(403, "forbidden");
        (await api.GetAsync("users", self)).AssertProblem(403, "forbidden");
    }

    [Fact]
    public async Task A_developer_without_a_user_is_told_how_to_be_one() =>
        (await api.GetAsync("me")).AssertProblem(404, "not-found");

    private const string Profile =
        """{"fullName":"Zoë","phone":"+43 1 234","timeZone":"Europe/Vienna","locale":"de-AT"}""";

    private static string Body(string member, string value)
    {
        int number = Interlocked.Increment(ref s_count);
        var user = new Dictionary<string, string>
        {
            ["username"] = $"user{number}",
            ["email"] = $"user{number}@example.org",
            ["role"] = "tutor",
            [member] = value,
        };
        return System.Text.Json.JsonSerializer.Serialize(user);
    }

    private async Task<(string Path, Answer Answer)> CreateAsync(string role)
    {
        var answer = await api.PostAsync("users", Body("role", role));
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return (answer.Response.Headers.Location!.ToString(), answer);
    }

    private Task<Answer> PutAsync(string path, string json, params (string, string)[] headers) =>
        api.SendAsync(HttpMethod.Put, path, Requests.Json(json, "application/json"), headers);
}
