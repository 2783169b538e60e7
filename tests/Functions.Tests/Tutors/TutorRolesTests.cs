using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Tutors;

/// <summary>A tutor sees himself, a student his own tutors; only an admin writes.</summary>
public sealed class TutorRolesTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task Each_sees_what_is_his()
    {
        var (tutor, other) = (await Person.TutorAsync(api), await Person.TutorAsync(api));
        var (student, stranger) = (await Person.StudentAsync(api, tutor), await Person.StudentAsync(api));

        Assert.Equal([$"{tutor.Id}"], await api.IdsAsync("tutors", tutor.Caller));
        Assert.Equal([$"{tutor.Id}"], await api.IdsAsync("tutors", student.Caller));
        Assert.Empty(await api.IdsAsync("tutors", stranger.Caller));
        Assert.Empty(await api.IdsAsync("tutors", ("X-Dev-Role", "tutor")));
        Assert.Contains(
            $"{tutor.Id}", (await api.GetAsync("tutors/export", student.Caller)).Text, StringComparison.Ordinal);
        Assert.Equal("", (await api.GetAsync("tutors/export", stranger.Caller)).Text);
        foreach (var caller in new[] { tutor.Caller, student.Caller })
        {
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(tutor.Path, caller)).Status);
            (await api.GetAsync(other.Path, caller)).AssertProblem(404, "not-found");
            Assert.Equal([$"{student.Id}"], await api.IdsAsync($"{tutor.Path}/students", caller));
            (await api.GetAsync($"{other.Path}/students", caller)).AssertProblem(404, "not-found");
            Assert.Equal([$"{tutor.Id}"], await api.IdsAsync($"{student.Path}/tutors", caller));
            (await api.GetAsync($"{stranger.Path}/tutors", caller)).AssertProblem(404, "not-found");
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync($"{tutor.Path}/students/{student.Id}", caller)).Status);
        }

        foreach (var caller in new[] { other.Caller, stranger.Caller })
        {
            (await api.GetAsync(tutor.Path, caller)).AssertProblem(404, "not-found");
            (await api.GetAsync($"{tutor.Path}/students", caller)).AssertProblem(404, "not-found");
            (await api.GetAsync($"{tutor.Path}/students/{student.Id}", caller)).AssertProblem(404, "not-found");
        }
    }

    [Fact]
    public async Task A_tutor_does_not_see_which_other_tutors_his_students_have()
    {
        var (tutor, other) = (await Person.TutorAsync(api), await Person.TutorAsync(api));
        var student = await Person.StudentAsync(api, tutor, other);

        Assert.Equal([$"{tutor.Id}"], await api.IdsAsync($"{student.Path}/tutors", tutor.Caller));
        (await api.GetAsync($"{other.Path}/students/{student.Id}", tutor.Caller)).AssertProblem(404, "not-found");
    }

    [Fact]
    public async Task A_student_sees_of_the_tutors_students_himself_alone()
    {
        var tutor = await Person.TutorAsync(api);
        var (student, mate) = (await Person.StudentAsync(api, tutor), await Person.StudentAsync(api, tutor));

        Assert.Equal([$"{student.Id}"], await api.IdsAsync($"{tutor.Path}/students", student.Caller));
        (await api.GetAsync($"{tutor.Path}/students/{mate.Id}", student.Caller)).AssertProblem(404, "not-found");
        (await api.GetAsync($"{mate.Path}/tutors", student.Caller)).AssertProblem(404, "not-found");
    }

    [Fact]
    public async Task Only_an_admin_writes()
    {
        var tutor = await Person.TutorAsync(api);
        var student = await Person.StudentAsync(api, tutor);
        string link = $"{tutor.Path}/students/{student.Id}";
        foreach (var caller in new[] { tutor.Caller, student.Caller })
        {
            (await api.PostAsync("tutors", NewTutor.Body(), caller)).AssertProblem(403, "forbidden");
            (await api.PostAsync("tutors/bulk", $"[{NewTutor.Body()}]", caller)).AssertProblem(403, "forbidden");
            (await api.PatchAsync(tutor.Path, "{}", caller)).AssertProblem(403, "forbidden");
            (await api.DeleteAsync(tutor.Path, caller)).AssertProblem(403, "forbidden");
            (await api.PutAsync(link, null, caller)).AssertProblem(403, "forbidden");
            (await api.DeleteAsync(link, caller)).AssertProblem(403, "forbidden");
        }
    }
}
