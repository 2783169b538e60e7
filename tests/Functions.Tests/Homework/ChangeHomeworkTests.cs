using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Homework;

public sealed class ChangeHomeworkTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_merge_patch_changes_what_it_names_and_nothing_else()
    {
        var (tutor, _, path, before) = await NewHomework.CreateAsync(api);
        var mate = await Person.StudentAsync(api, tutor);

        var renamed = await api.PatchAsync(path, """{"title":"Primes","instructions":"p. 3"}""", tutor.Caller);
        var moved = await api.PatchAsync(
            path, $$"""{"studentId":"{{mate.Id}}","dueAt":"2020-02-29T00:00:00Z","instructions":null}""", tutor.Caller);

        Assert.Equal(
            (HttpStatusCode.OK, "\"2\"", "Primes", "p. 3"),
            (renamed.Status, renamed.ETag, (string?)renamed.Json["title"], (string?)renamed.Json["instructions"]));
        Assert.Equal(
            ($"{mate.Id}", "2020-02-29T00:00:00.000000Z", true, null, "Primes"),
            ((string?)moved.Json["studentId"], (string?)moved.Json["dueAt"], (bool?)moved.Json["overdue"],
                (string?)moved.Json["instructions"], (string?)moved.Json["title"]));
        foreach (string untouched in new[] { "id", "tutorId", "subject", "status", "createdAt" })
        {
            Assert.Equal(before.Json[untouched]!.ToJsonString(), moved.Json[untouched]!.ToJsonString());
        }
    }

    [Theory]
    [InlineData("""{"title":null}""", "title")]
    [InlineData("""{"dueAt":"2026-09-01T08:30:00"}""", "dueAt")]
    [InlineData("""{"status":"graded"}""", "status")]
    [InlineData("""{"submission":"x"}""", "submission")]
    [InlineData("""{"score":100}""", "score")]
    public async Task A_patch_of_something_else_is_named_by_its_path(string patch, string member)
    {
        var (_, _, path, _) = await NewHomework.CreateAsync(api);

        (await api.PatchAsync(path, patch)).AssertProblem(422, "validation-failed").AssertErrorAt(member);
    }

    [Fact]
    public async Task A_tutor_gives_homework_neither_to_strangers_nor_to_another_tutor()
    {
        var (tutor, student, path, _) = await NewHomework.CreateAsync(api);
        var other = await Person.TutorAsync(api);
        var stranger = await Person.StudentAsync(api, other);

        (await api.PatchAsync(path, $$"""{"studentId":"{{stranger.Id}}"}""", tutor.Caller))
            .AssertProblem(422, "validation-failed").AssertErrorAt("studentId");
        (await api.PatchAsync(path, $$"""{"tutorId":"{{other.Id}}"}""", tutor.Caller))
            .AssertProblem(422, "validation-failed").AssertErrorAt("tutorId");
        (await api.PatchAsync(path, $$"""{"tutorId":"{{stranger.Id}}"}"""))
            .AssertProblem(422, "validation-failed").AssertErrorAt("tutorId");

        await api.DeleteAsync($"{tutor.Path}/students/{student.Id}");
        string same = $$"""{"studentId":"{{student.Id}}","tutorId":"{{tutor.Id}}","title":"As it was"}""";
        Assert.Equal(HttpStatusCode.OK, (await api.PatchAsync(path, same, tutor.Caller)).Status);
    }

    [Fact]
    public async Task What_one_student_has_handed_in_cannot_become_anothers()
    {
        var (tutor, student, path, _) = await NewHomework.CreateAsync(api);
        var mate = await Person.StudentAsync(api, tutor);
        await NewHomework.SubmitAsync(api, path);

        (await api.PatchAsync(path, $$"""{"studentId":"{{mate.Id}}"}""")).AssertProblem(409, "invalid-transition");

        string same = $$"""{"studentId":"{{student.Id}}","title":"New"}""";
        Assert.Equal("New", (string?)(await api.PatchAsync(path, same)).Json["title"]);
    }

    [Fact]
    public async Task Of_twenty_simultaneous_writers_with_one_tag_one_wins()
    {
        var (_, _, path, created) = await NewHomework.CreateAsync(api);

        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(writer =>
            api.PatchAsync(path, $$"""{"title":"Writer {{writer}}"}""", ("If-Match", created.ETag!))));

        var winner = answers.AssertOneWon(412, "precondition-failed");
        Assert.Equal(winner.Text, (await api.GetAsync(path)).Text);
    }

    [Fact]
    public async Task Deleted_homework_is_gone()
    {
        var (tutor, _, path, created) = await NewHomework.CreateAsync(api);
        await api.PatchAsync(path, """{"title":"New"}""");

        (await api.DeleteAsync(path, ("If-Match", created.ETag!))).AssertProblem(412, "precondition-failed");
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(path, tutor.Caller)).Status);

        (await api.GetAsync(path)).AssertProblem(404, "not-found");
        (await api.DeleteAsync(path)).AssertProblem(404, "not-found");
        (await api.PatchAsync(path, "{}")).AssertProblem(404, "not-found");
    }
}
