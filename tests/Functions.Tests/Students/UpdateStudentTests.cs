using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Students;

public sealed class UpdateStudentTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_merge_patch_changes_what_it_names_and_nothing_else()
    {
        var (path, before) = await NewStudent.CreateAsync(api,
            $$"""{"fullName":"Ada","email":"{{NewStudent.Email}}","grade":7,"dateOfBirth":"2014-02-28"}""");

        var after = await api.PatchAsync(path, """{"fullName":"Grace","isActive":false}""");

        Assert.Equal(HttpStatusCode.OK, after.Status);
        Assert.Equal("\"2\"", after.ETag);
        Assert.Equal("Grace", (string?)after.Json["fullName"]);
        Assert.False((bool)after.Json["isActive"]!);
        foreach (string untouched in new[] { "id", "email", "grade", "dateOfBirth", "createdAt" })
        {
            Assert.Equal(before.Json[untouched]!.ToJsonString(), after.Json[untouched]!.ToJsonString());
        }
    }

    [Fact]
    public async Task Null_takes_a_value_away()
    {
        var (path, _) = await NewStudent.CreateAsync(api, NewStudent.Body(grade: 4));

        var answer = await api.PatchAsync(path, """{"grade":null}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Null(answer.Json["grade"]);
    }

    [Fact]
    public async Task Null_takes_the_login_away_and_a_patch_that_does_not_name_it_leaves_it()
    {
        var student = await Person.StudentAsync(api);

        var renamed = await api.PatchAsync(student.Path, """{"fullName":"Grace"}""");
        Assert.Equal($"{student.UserId}", (string?)renamed.Json["userId"]);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(student.Path, student.Caller)).Status);

        var unlinked = await api.PatchAsync(student.Path, """{"userId":null}""");
        Assert.Equal((HttpStatusCode.OK, "Grace"), (unlinked.Status, (string?)unlinked.Json["fullName"]));
        Assert.Null(unlinked.Json["userId"]);
        (await api.GetAsync(student.Path, student.Caller)).AssertProblem(404, "not-found");
    }

    [Theory]
    [InlineData("fullName")]
    [InlineData("email")]
    [InlineData("isActive")]
    public async Task Null_cannot_take_away_what_every_student_has(string member)
    {
        var (path, _) = await NewStudent.CreateAsync(api);

        (await api.PatchAsync(path, $$"""{"{{member}}":null}""")).AssertProblem(422, "validation-failed")
            .AssertErrorAt(member);
    }

    [Fact]
    public async Task An_empty_patch_is_a_success()
    {
        var (path, before) = await NewStudent.CreateAsync(api);

        var answer = await api.PatchAsync(path, "{}");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal((string?)before.Json["fullName"], (string?)answer.Json["fullName"]);
    }

    [Fact]
    public async Task A_patch_may_come_as_plain_json()
    {
        var (path, _) = await NewStudent.CreateAsync(api);

        var answer = await api.SendAsync(
            HttpMethod.Patch, path, Requests.Json("""{"grade":2}""", "application/json"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Theory]
    [InlineData("{\"id\":\"x\"}", "id")]
    [InlineData("{\"createdAt\":\"2026-01-01T00:00:00Z\"}", "createdAt")]
    [InlineData("{\"FullName\":\"Ada\"}", "FullName")]
    [InlineData("{\"grade\":0}", "grade")]
    [InlineData("[]", "$")]
    [InlineData("null", "$")]
    public async Task A_patch_of_something_else_is_named_by_its_path(string patch, string path)
    {
        var (student, _) = await NewStudent.CreateAsync(api);

        (await api.PatchAsync(student, patch)).AssertProblem(422, "validation-failed").AssertErrorAt(path);
    }

    [Fact]
    public async Task If_match_lets_the_first_writer_through_and_stops_the_second()
    {
        var (path, created) = await NewStudent.CreateAsync(api);

        var first = await api.PatchAsync(path, """{"grade":1}""", ("If-Match", created.ETag!));
        var second = await api.PatchAsync(path, """{"grade":2}""", ("If-Match", created.ETag!));

        Assert.Equal(HttpStatusCode.OK, first.Status);
        second.AssertProblem(412, "precondition-failed");
        Assert.Equal(1, (int?)(await api.GetAsync(path)).Json["grade"]);
    }

    [Fact]
    public async Task Of_fifty_simultaneous_writers_with_one_tag_one_wins()
    {
        var (path, created) = await NewStudent.CreateAsync(api);

        var answers = await Task.WhenAll(Enumerable.Range(1, 50).Select(writer =>
            api.PatchAsync(path, $$"""{"fullName":"Writer {{writer}}"}""", ("If-Match", created.ETag!))));

        var winner = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(
            answers.Where(answer => answer != winner), answer => answer.AssertProblem(412, "precondition-failed"));
        Assert.Equal(winner.Text, (await api.GetAsync(path)).Text);
    }

    [Fact]
    public async Task Simultaneous_patches_of_different_members_are_both_kept()
    {
        var (path, _) = await NewStudent.CreateAsync(api);

        await Task.WhenAll(
            api.PatchAsync(path, """{"grade":9}"""),
            api.PatchAsync(path, """{"dateOfBirth":"2012-12-12"}"""));

        var student = (await api.GetAsync(path)).Json;
        Assert.Equal((9, "2012-12-12"), ((int?)student["grade"], (string?)student["dateOfBirth"]));
    }

    [Theory]
    [InlineData("W/\"1\"")]
    [InlineData("\"0\"")]
    [InlineData("\"another-service\"")]
    [InlineData("\"99999999999999999999\"")]
    public async Task A_tag_that_is_not_the_present_one_does_not_match(string tag)
    {
        var (path, _) = await NewStudent.CreateAsync(api);

        (await api.PatchAsync(path, """{"grade":1}""", ("If-Match", tag))).AssertProblem(412, "precondition-failed");
    }

    [Fact]
    public async Task A_star_matches_any_version()
    {
        var (path, _) = await NewStudent.CreateAsync(api);

        Assert.Equal(HttpStatusCode.OK, (await api.PatchAsync(path, """{"grade":1}""", ("If-Match", "*"))).Status);
    }

    [Fact]
    public async Task A_condition_that_cannot_be_read_protects_by_refusing()
    {
        var (path, _) = await NewStudent.CreateAsync(api);

        foreach (string condition in new[] { "1", "\"1\", 2", "\"1" })
        {
            (await api.PatchAsync(path, """{"grade":1}""", ("If-Match", condition)))
                .AssertProblem(400, "invalid-parameter");
        }
    }

    [Fact]
    public async Task An_email_of_another_student_is_a_conflict()
    {
        var (_, other) = await NewStudent.CreateAsync(api);
        var (path, _) = await NewStudent.CreateAsync(api);

        (await api.PatchAsync(path, $$"""{"email":"{{(string)other.Json["email"]!}}"}"""))
            .AssertProblem(409, "conflict").AssertErrorAt("email");
    }

    [Fact]
    public async Task An_unknown_student_is_not_found() =>
        (await api.PatchAsync($"students/{Guid.NewGuid()}", "{}")).AssertProblem(404, "not-found");
}
