using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Tutors;

public sealed class ChangeTutorTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_merge_patch_changes_what_it_names_and_nothing_else()
    {
        var (path, before) = await NewTutor.CreateAsync(api, NewTutor.Body(subjects: ["Maths", "Art"]));

        var after = await api.PatchAsync(path, """{"subjects":["Music"],"hourlyRateMinor":1,"currency":"SEK"}""");

        Assert.Equal((HttpStatusCode.OK, "\"2\""), (after.Status, after.ETag));
        Assert.Equal("""["Music"]""", after.Json["subjects"]!.ToJsonString());
        Assert.Equal((1, "SEK"), ((int?)after.Json["hourlyRateMinor"], (string?)after.Json["currency"]));
        foreach (string untouched in new[] { "id", "fullName", "email", "isActive", "createdAt" })
        {
            Assert.Equal(before.Json[untouched]!.ToJsonString(), after.Json[untouched]!.ToJsonString());
        }

        Assert.Equal("Art", (string?)before.Json["subjects"]![1]);
        var renamed = await api.PatchAsync(path, """{"fullName":"New","isActive":false}""");
        Assert.Equal("""["Music"]""", renamed.Json["subjects"]!.ToJsonString());
    }

    [Fact]
    public async Task Null_takes_the_login_away_and_a_patch_that_does_not_name_it_leaves_it()
    {
        var tutor = await Person.TutorAsync(api);

        var renamed = await api.PatchAsync(tutor.Path, """{"fullName":"Ada Lovelace"}""");
        Assert.Equal($"{tutor.UserId}", (string?)renamed.Json["userId"]);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(tutor.Path, tutor.Caller)).Status);

        var unlinked = await api.PatchAsync(tutor.Path, """{"userId":null}""");
        Assert.Equal((HttpStatusCode.OK, "Ada Lovelace"), (unlinked.Status, (string?)unlinked.Json["fullName"]));
        Assert.Null(unlinked.Json["userId"]);
        (await api.GetAsync(tutor.Path, tutor.Caller)).AssertProblem(404, "not-found");
    }

    [Theory]
    [InlineData("""{"subjects":null}""", "subjects")]
    [InlineData("""{"hourlyRateMinor":null}""", "hourlyRateMinor")]
    [InlineData("""{"currency":"€"}""", "currency")]
    [InlineData("""{"id":"x"}""", "id")]
    public async Task A_patch_of_something_else_is_named_by_its_path(string patch, string member)
    {
        var (path, _) = await NewTutor.CreateAsync(api);

        (await api.PatchAsync(path, patch)).AssertProblem(422, "validation-failed").AssertErrorAt(member);
    }

    [Fact]
    public async Task Of_twenty_simultaneous_writers_with_one_tag_one_wins()
    {
        var (path, created) = await NewTutor.CreateAsync(api);

        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(writer =>
            api.PatchAsync(path, $$"""{"hourlyRateMinor":{{writer}}}""", ("If-Match", created.ETag!))));

        var winner = answers.AssertOneWon(412, "precondition-failed");
        Assert.Equal(winner.Text, (await api.GetAsync(path)).Text);
    }

    [Fact]
    public async Task A_known_tag_gets_304_without_a_body()
    {
        var (path, created) = await NewTutor.CreateAsync(api);

        var answer = await api.GetAsync(path, ("If-None-Match", created.ETag!));

        Assert.Equal((HttpStatusCode.NotModified, ""), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task A_deleted_tutor_is_gone_and_so_are_the_links()
    {
        var tutor = await Person.TutorAsync(api);
        var student = await Person.StudentAsync(api, tutor);
        var (_, stale) = await NewTutor.CreateAsync(api);
        await api.PatchAsync(tutor.Path, """{"hourlyRateMinor":2}""");

        (await api.DeleteAsync(tutor.Path, ("If-Match", stale.ETag!))).AssertProblem(412, "precondition-failed");
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(tutor.Path)).Status);

        (await api.GetAsync(tutor.Path)).AssertProblem(404, "not-found");
        (await api.DeleteAsync(tutor.Path)).AssertProblem(404, "not-found");
        (await api.PatchAsync(tutor.Path, "{}")).AssertProblem(404, "not-found");
        Assert.Empty(await api.IdsAsync($"{student.Path}/tutors"));
    }
}
