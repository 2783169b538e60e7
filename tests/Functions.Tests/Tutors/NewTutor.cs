using System.Net;
using System.Text.Json;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Tutors;

/// <summary>Tutors of a test's own.</summary>
internal static class NewTutor
{
    private static int _count;

    public static string Email => $"tutor-{Interlocked.Increment(ref _count)}@example.org";

    /// <summary>The body that makes a tutor.</summary>
    public static string Body(string name = "Grace Hopper", string? email = null, params string[] subjects) =>
        JsonSerializer.Serialize(new
        {
            fullName = name,
            email = email ?? Email,
            subjects,
            hourlyRateMinor = 4500,
            currency = "EUR",
        });

    /// <summary>Makes a tutor and tells where it is.</summary>
    public static async Task<(string Path, Answer Answer)> CreateAsync(SchoolApi api, string? body = null)
    {
        var answer = await api.PostAsync("tutors", body ?? Body());
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return (answer.Response.Headers.Location!.ToString(), answer);
    }
}
