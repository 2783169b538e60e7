using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Homework;

/// <summary>A tutor has his own homework, a student reads and submits his own, an admin all.</summary>
public sealed class HomeworkRolesTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    private const string Text = """{"text":"x = 1"}""";
    private const string Grade = """{"score":88}""";

    [Fact]
    public async Task Each_sees_what_is_his()
    {
        var (tutor, student, path, created) = await NewHomework.CreateAsync(api);
        var (otherTutor, otherStudent, _, _) = await NewHomework.CreateAsync(api);

        foreach (var caller in new[] { tutor.Caller, student.Caller })
        {
            Assert.Equal([(string)created.Json["id"]!], await api.IdsAsync("homework", caller));
            Assert.Equal(created.Text, (await api.GetAsync(path, caller)).Text);
            Assert.Equal(created.Text + "\n", (await api.GetAsync("homework/export", caller)).Text);
            Assert.Empty(await api.IdsAsync($"homework?studentId={otherStudent.Id}", caller));
        }

        foreach (var caller in new[]
        {
            otherTutor.Caller, otherStudent.Caller, [("X-Dev-Role", "tutor")], [("X-Dev-Role", "student")],
        })
        {
            (await api.GetAsync(path, caller)).AssertProblem(404, "not-found");
            Assert.DoesNotContain((string)created.Json["id"]!, await api.IdsAsync("homework", caller));
        }
    }

    [Fact]
    public async Task Another_persons_homework_is_as_if_it_were_not_there()
    {
        var (tutor, student, path, created) = await NewHomework.CreateAsync(api);
        // Teaching the student too gives no right to what another tutor assigned.
        var colleague = await Person.TutorAsync(api);
        await api.PutAsync($"{colleague.Path}/students/{student.Id}", null);
        var mate = await Person.StudentAsync(api, tutor);

        (await api.GetAsync(path, colleague.Caller)).AssertProblem(404, "not-found");
        (await api.PatchAsync(path, """{"title":"x"}""", colleague.Caller)).AssertProblem(404, "not-found");
        (await api.DeleteAsync(path, colleague.Caller)).AssertProblem(404, "not-found");
        (await api.PutAsync($"{path}/submission", Text, mate.Caller)).AssertProblem(404, "not-found");
        await NewHomework.SubmitAsync(api, path);
        (await api.PutAsync($"{path}/submission", Text, mate.Caller)).AssertProblem(404, "not-found");
        (await api.PutAsync($"{path}/grade", Grade, colleague.Caller)).AssertProblem(404, "not-found");

        var row = (await api.GetAsync(path)).Json;
        Assert.Equal(((string?)created.Json["title"], "submitted"), ((string?)row["title"], (string?)row["status"]));
    }

    [Fact]
    public async Task A_student_writes_submissions_alone_and_a_tutor_none()
    {
        var (tutor, student, path, _) = await NewHomework.CreateAsync(api);
        string body = NewHomework.Body(student.Id, tutor.Id);

        (await api.PostAsync("homework", body, student.Caller)).AssertProblem(403, "forbidden");
        (await api.PostAsync("homework/bulk", $"[{body}]", student.Caller)).AssertProblem(403, "forbidden");
        (await api.PatchAsync(path, "{}", student.Caller)).AssertProblem(403, "forbidden");
        (await api.DeleteAsync(path, student.Caller)).AssertProblem(403, "forbidden");
        (await api.PutAsync($"{path}/grade", Grade, student.Caller)).AssertProblem(403, "forbidden");
        (await api.PutAsync($"{path}/submission", Text, tutor.Caller)).AssertProblem(403, "forbidden");
        Assert.Equal(HttpStatusCode.OK, (await api.PutAsync($"{path}/submission", Text, student.Caller)).Status);
    }
}
