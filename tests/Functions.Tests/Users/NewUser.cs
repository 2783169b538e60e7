using System.Net;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Users;

/// <summary>Users of a test's own.</summary>
internal static class NewUser
{
    /// <summary>A profile that is right.</summary>
    public const string Profile =
        """{"fullName":"Zoë","phone":"+43 1 234","timeZone":"Europe/Vienna","locale":"de-AT"}""";

    private static int _count;

    /// <summary>The body that makes a user, with some members changed.</summary>
    public static string Body(params (string Member, JsonNode? Value)[] changes)
    {
        int number = Interlocked.Increment(ref _count);
        var user = new JsonObject
        {
            ["username"] = $"user{number}",
            ["email"] = $"user{number}@example.org",
            ["role"] = "tutor",
        };
        foreach (var (member, value) in changes)
        {
            user[member] = value;
        }

        return user.ToJsonString();
    }

    /// <summary>Makes a user and tells where it is.</summary>
    public static async Task<(string Path, Answer Answer)> CreateAsync(
        SchoolApi api, params (string Member, JsonNode? Value)[] changes)
    {
        var answer = await api.PostAsync("users", Body(changes));
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return (answer.Response.Headers.Location!.ToString(), answer);
    }

    /// <summary>The headers of a request that the user sends.</summary>
    public static (string, string)[] CallerOf(Answer created) =>
        [("X-Dev-Role", (string)created.Json["role"]!), ("X-Dev-User", (string)created.Json["id"]!)];
}
