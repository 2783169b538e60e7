using System.Net;
using System.Text.Json;
using Lectern.Functions.Tests.Students;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Tutors;

public sealed class TutorStudentTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_link_is_made_once_and_may_be_wished_again()
    {
        var (tutor, student) = (await Person.TutorAsync(api), await Person.StudentAsync(api));
        string path = $"tutors/{tutor.Id}/students/{student.Id}";
        (await api.GetAsync(path)).AssertProblem(404, "not-found");

        var first = await api.PutAsync(path, null);
        var second = await api.PutAsync(path, null);
        var read = await api.GetAsync(path);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.Status, second.Status));
        Assert.Equal($"{api.Client.BaseAddress}{path}", first.Response.Headers.Location!.ToString());
        Assert.Equal($$"""{"tutorId":"{{tutor.Id}}","studentId":"{{student.Id}}"}""", read.Text);
        Assert.Equal((read.Text, read.Text), (first.Text, second.Text));
        Assert.Equal(HttpStatusCode.NotModified, (await api.GetAsync(path, ("If-None-Match", first.ETag!))).Status);
        Assert.Equal([$"{student.Id}"], await api.IdsAsync($"{tutor.Path}/students"));
        Assert.Equal([$"{tutor.Id}"], await api.IdsAsync($"{student.Path}/tutors"));
        Assert.Equal([$"{student.Id}"], await api.IdsAsync($"students?tutorId={tutor.Id}"));
    }

    [Fact]
    public async Task Of_twenty_who_make_a_link_at_once_one_makes_it()
    {
        var (tutor, student) = (await Person.TutorAsync(api), await Person.StudentAsync(api));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            api.PutAsync($"tutors/{tutor.Id}/students/{student.Id}", null)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(19, answers.Count(answer => answer.Status == HttpStatusCode.OK));
    }

    [Fact]
    public async Task A_link_that_is_taken_away_is_gone_and_its_ends_stay()
    {
        var tutor = await Person.TutorAsync(api);
        var student = await Person.StudentAsync(api, tutor);
        string path = $"tutors/{tutor.Id}/students/{student.Id}";

        (await api.DeleteAsync(path, ("If-Match", "\"2\""))).AssertProblem(412, "precondition-failed");
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(path, ("If-Match", "\"1\""))).Status);

        (await api.DeleteAsync(path)).AssertProblem(404, "not-found");
        Assert.Empty(await api.IdsAsync($"{tutor.Path}/students"));
        (await api.GetAsync(student.Path, tutor.Caller)).AssertProblem(404, "not-found");
    }

    [Fact]
    public async Task A_wish_for_a_version_makes_nothing_new()
    {
        var (tutor, student) = (await Person.TutorAsync(api), await Person.StudentAsync(api));
        string path = $"tutors/{tutor.Id}/students/{student.Id}";

        (await api.PutAsync(path, null, ("If-Match", "\"1\""))).AssertProblem(412, "precondition-failed");
        (await api.GetAsync(path)).AssertProblem(404, "not-found");
        await api.PutAsync(path, null);

        Assert.Equal(HttpStatusCode.OK, (await api.PutAsync(path, null, ("If-Match", "\"1\""))).Status);
        (await api.PutAsync(path, null, ("If-Match", "\"2\""))).AssertProblem(412, "precondition-failed");
    }

    [Fact]
    public async Task Where_an_end_is_missing_there_is_nothing()
    {
        var (tutor, student, nobody) = (await Person.TutorAsync(api), await Person.StudentAsync(api), Guid.NewGuid());

        foreach (string path in new[]
        {
            $"tutors/{nobody}/students/{student.Id}", $"tutors/{tutor.Id}/students/{nobody}",
        })
        {
            (await api.PutAsync(path, null)).AssertProblem(404, "not-found");
            (await api.GetAsync(path)).AssertProblem(404, "not-found");
            (await api.DeleteAsync(path)).AssertProblem(404, "not-found");
        }

        (await api.GetAsync($"tutors/{nobody}/students")).AssertProblem(404, "not-found");
        (await api.GetAsync($"students/{nobody}/tutors")).AssertProblem(404, "not-found");
    }

    [Fact]
    public async Task The_students_of_a_tutor_come_in_pages()
    {
        var tutor = await Person.TutorAsync(api);
        for (int i = 0; i < 3; i++)
        {
            await Person.StudentAsync(api, tutor);
        }

        var first = await api.GetAsync($"{tutor.Path}/students?limit=2&sort=-fullName&count=true");
        var second = await api.GetAsync((string)first.Json["nextLink"]!);

        Assert.Equal((3, 2), ((int?)first.Json["count"], first.Json["value"]!.AsArray().Count));
        Assert.Single(second.Json["value"]!.AsArray());
        (await api.GetAsync($"{tutor.Path}/students?sort=grade")).AssertProblem(400, "invalid-parameter");
    }

    [Fact]
    public async Task A_student_is_made_together_with_the_links()
    {
        var (one, other) = (await Person.TutorAsync(api), await Person.TutorAsync(api));

        var student = await Person.StudentAsync(api, one, other, one);

        Assert.Equal([$"{one.Id}", $"{other.Id}"], await api.IdsAsync($"{student.Path}/tutors"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tutor_that_is_not_there_leaves_no_student_behind(bool withKey)
    {
        var tutor = await Person.TutorAsync(api);
        string email = NewStudent.Email;
        var key = ("Idempotency-Key", $"{Guid.NewGuid()}");
        string Body(Guid last) => JsonSerializer.Serialize(
            new { fullName = "Ada", email, tutorIds = new[] { tutor.Id, last, tutor.Id, last } });

        var answer = await api.PostAsync("students", Body(Guid.NewGuid()), withKey ? [key] : []);

        answer.AssertProblem(422, "validation-failed").AssertErrorAt("tutorIds[1]").AssertErrorAt("tutorIds[3]");
        Assert.Equal(2, answer.Json["errors"]!.AsObject().Count);
        Assert.Empty(await api.IdsAsync($"students?q={email}"));
        Assert.Equal(HttpStatusCode.Created, (await api.PostAsync("students", Body(tutor.Id), key)).Status);
    }

    [Theory]
    [InlineData("""["x"]""", "tutorIds[0]")]
    [InlineData("""[null]""", "tutorIds[0]")]
    [InlineData("null", "tutorIds")]
    [InlineData("{}", "tutorIds")]
    public async Task Tutors_that_are_no_ids_are_named(string tutorIds, string path) =>
        (await api.PostAsync(
            "students", $$"""{"fullName":"Ada","email":"{{NewStudent.Email}}","tutorIds":{{tutorIds}}}"""))
            .AssertProblem(422, "validation-failed").AssertErrorAt(path);

    [Fact]
    public async Task A_student_is_made_with_a_hundred_tutors_at_most() =>
        (await api.PostAsync("students", JsonSerializer.Serialize(new
        {
            fullName = "Ada",
            email = NewStudent.Email,
            tutorIds = Enumerable.Range(0, 101).Select(_ => Guid.NewGuid()),
        }))).AssertProblem(422, "validation-failed").AssertErrorAt("tutorIds");

    [Fact]
    public async Task Links_are_no_part_of_a_patch()
    {
        var student = await Person.StudentAsync(api);

        (await api.PatchAsync(student.Path, """{"tutorIds":[]}""")).AssertProblem(422, "validation-failed");
    }
}
