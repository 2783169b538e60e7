using System.Net;
using Lectern.Functions.Tests.Students;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Users;

public sealed class ChangeUserTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_merge_patch_changes_what_it_names_and_nothing_else()
    {
        var (path, created) = await NewUser.CreateAsync(api, ("externalId", "4711"));

        var changed = await api.PatchAsync(
            path, """{"role":"admin","isActive":false,"externalId":null}""", ("If-Match", created.ETag!));

        Assert.Equal((HttpStatusCode.OK, "\"2\""), (changed.Status, changed.ETag));
        Assert.Equal(("admin", false), ((string?)changed.Json["role"], (bool)changed.Json["isActive"]!));
        Assert.Null(changed.Json["externalId"]);
        Assert.Equal((string?)created.Json["username"], (string?)changed.Json["username"]);
        Assert.Equal(changed.Text, (await api.GetAsync(path)).Text);
    }

    [Theory]
    [InlineData("""{"username":null}""", "username")]
    [InlineData("""{"email":null}""", "email")]
    [InlineData("""{"role":null}""", "role")]
    [InlineData("""{"isActive":null}""", "isActive")]
    [InlineData("""{"role":"headmaster"}""", "role")]
    [InlineData("""{"id":"0198e5a1-7320-783a-8dd8-eb4e26206a55"}""", "id")]
    [InlineData("""{"profile":null}""", "profile")]
    public async Task A_patch_of_something_else_is_named_by_its_path(string patch, string member)
    {
        var (path, _) = await NewUser.CreateAsync(api);

        (await api.PatchAsync(path, patch)).AssertProblem(422, "validation-failed").AssertErrorAt(member);
    }

    [Theory]
    [InlineData("username")]
    [InlineData("email")]
    public async Task What_another_has_is_a_conflict(string member)
    {
        var (_, other) = await NewUser.CreateAsync(api);
        var (path, _) = await NewUser.CreateAsync(api);

        (await api.PatchAsync(path, $$"""{"{{member}}":"{{((string)other.Json[member]!).ToUpperInvariant()}}"}"""))
            .AssertProblem(409, "conflict").AssertErrorAt(member);
    }

    [Fact]
    public async Task Of_twenty_simultaneous_writers_with_one_tag_one_wins()
    {
        var (path, created) = await NewUser.CreateAsync(api);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            api.PatchAsync(path, $$"""{"externalId":"{{path}}{{i}}"}""", ("If-Match", created.ETag!))));

        var winner = answers.AssertOneWon(412, "precondition-failed");
        Assert.Equal(winner.Text, (await api.GetAsync(path)).Text);
    }

    [Fact]
    public async Task A_known_tag_gets_304_without_a_body()
    {
        var (path, created) = await NewUser.CreateAsync(api);

        var answer = await api.GetAsync(path, ("If-None-Match", created.ETag!));

        Assert.Equal((HttpStatusCode.NotModified, "", created.ETag), (answer.Status, answer.Text, answer.ETag));
    }

    [Fact]
    public async Task A_deleted_user_is_gone_and_so_is_the_profile()
    {
        var (path, created) = await NewUser.CreateAsync(api);
        await api.PutAsync($"{path}/profile", NewUser.Profile);
        (await api.DeleteAsync(path, ("If-Match", "\"7\""))).AssertProblem(412, "precondition-failed");

        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(path, ("If-Match", created.ETag!))).Status);

        (await api.GetAsync(path)).AssertProblem(404, "not-found");
        (await api.DeleteAsync(path)).AssertProblem(404, "not-found");
        (await api.PatchAsync(path, "{}")).AssertProblem(404, "not-found");
        (await api.GetAsync($"{path}/profile")).AssertProblem(404, "not-found");
        (await api.PutAsync($"{path}/profile", NewUser.Profile)).AssertProblem(404, "not-found");
    }

    [Theory]
    [InlineData("students", """{"fullName":"Ada","email":"EMAIL","userId":"USER"}""")]
    [InlineData(
        "tutors", """{"fullName":"Ada","email":"EMAIL","hourlyRateMinor":1,"currency":"EUR","userId":"USER"}""")]
    [InlineData("conversations", """{"subject":"Fractions","participantIds":["USER"]}""")]
    public async Task A_user_whom_others_refer_to_is_in_use(string list, string body)
    {
        var (path, created) = await NewUser.CreateAsync(api);
        var made = await api.PostAsync(list, body
            .Replace("USER", (string)created.Json["id"]!, StringComparison.Ordinal)
            .Replace("EMAIL", NewStudent.Email, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Created, made.Status);

        (await api.DeleteAsync(path)).AssertProblem(409, "in-use");
    }

    [Fact]
    public async Task A_student_with_an_unknown_user_is_refused() =>
        (await api.PostAsync(
            "students", $$"""{"fullName":"Ada","email":"{{NewStudent.Email}}","userId":"{{Guid.NewGuid()}}"}"""))
            .AssertProblem(422, "validation-failed").AssertErrorAt("userId");

    [Fact]
    public async Task A_login_belongs_to_one_student()
    {
        var (_, user) = await NewUser.CreateAsync(api);
        string Body() =>
            $$"""{"fullName":"Ada","email":"{{NewStudent.Email}}","userId":"{{(string)user.Json["id"]!}}"}""";
        await NewStudent.CreateAsync(api, Body());

        (await api.PostAsync("students", Body())).AssertProblem(409, "conflict").AssertErrorAt("userId");
    }
}
