using System.Net;
using System.Text.Json;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Homework;

/// <summary>Homework of a test's own.</summary>
internal static class NewHomework
{
    public const string LongAgo = "2020-01-01T00:00:00Z";

    public const string Later = "2999-12-31T23:59:59.000000Z";

    /// <summary>The body that assigns homework.</summary>
    public static string Body(Guid studentId, Guid tutorId, string title = "Fractions", string dueAt = Later) =>
        JsonSerializer.Serialize(new { studentId, tutorId, subject = "Maths", title, dueAt });

    /// <summary>A tutor, a student of his, and homework between them.</summary>
    public static async Task<(Person Tutor, Person Student, string Path, Answer Answer)> CreateAsync(
        SchoolApi api, string dueAt = Later)
    {
        var tutor = await Person.TutorAsync(api);
        var student = await Person.StudentAsync(api, tutor);
        var (path, answer) = await AssignAsync(api, Body(student.Id, tutor.Id, dueAt: dueAt));
        return (tutor, student, path, answer);
    }

    /// <summary>Assigns homework and tells where it is.</summary>
    public static async Task<(string Path, Answer Answer)> AssignAsync(
        SchoolApi api, string body, params (string, string)[] caller)
    {
        var answer = await api.PostAsync("homework", body, caller);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return (answer.Response.Headers.Location!.ToString(), answer);
    }

    /// <summary>Hands it in.</summary>
    public static async Task<Answer> SubmitAsync(SchoolApi api, string path, string text = "x = 1")
    {
        var answer = await api.PutAsync($"{path}/submission", JsonSerializer.Serialize(new { text }));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer;
    }
}
