using System.Text.Json;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Students;

/// <summary>Students of a test's own.</summary>
internal static class NewStudent
{
    private static int _count;

    public static string Email => $"student-{Interlocked.Increment(ref _count)}@example.org";

    /// <summary>The body that makes a student.</summary>
    public static string Body(string name = "Ada Lovelace", string? email = null, object? grade = null) =>
        JsonSerializer.Serialize(new { fullName = name, email = email ?? Email, grade });

    /// <summary>Makes a student and tells where it is.</summary>
    public static async Task<(string Path, Answer Answer)> CreateAsync(SchoolApi api, string? body = null)
    {
        var answer = await api.PostAsync("students", body ?? Body());
        Assert.True(answer.Status == System.Net.HttpStatusCode.Created, answer.Text);
        return (answer.Response.Headers.Location!.ToString(), answer);
    }
}
