using System.Net;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Students;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Support;

/// <summary>Students who pay, of a test's own, and what they have.</summary>
internal static class Money
{
    public static readonly (string, string) AsTutor = ("X-Dev-Role", "tutor");

    /// <summary>A student without a login.</summary>
    public static async Task<string> StudentAsync(SchoolApi api) =>
        (string)(await NewStudent.CreateAsync(api)).Answer.Json["id"]!;

    /// <summary>A student with a login, and the headers of its calls.</summary>
    public static async Task<(string Id, (string, string)[] Headers)> CallingStudentAsync(SchoolApi api)
    {
        var user = Guid.NewGuid();
        await ExecuteAsync(api, $"""
            insert into users (id, username, email, role)
            values ('{user}', '{user}', '{user}@example.org', 'student')
            """);
        var (_, answer) = await NewStudent.CreateAsync(api,
            $$"""{"fullName":"Ada","email":"{{NewStudent.Email}}","userId":"{{user}}"}""");
        return ((string)answer.Json["id"]!, [("X-Dev-Role", "student"), ("X-Dev-User", $"{user}")]);
    }

    /// <summary>The body that makes a subscription, with some members changed.</summary>
    public static string Subscription(string student, params (string Member, JsonNode? Value)[] changes) =>
        With(
            $$"""
            {"studentId":"{{student}}","plan":"maths","amountMinor":4900,"currency":"EUR","interval":"month",
            "startsOn":"2026-09-01"}
            """, changes);

    /// <summary>A key that nobody had before.</summary>
    public static (string, string) Key => ("Idempotency-Key", $"{Guid.NewGuid()}");

    /// <summary>Makes a row by a POST that needs a key, and tells where it is.</summary>
    public static async Task<(string Path, Answer Answer)> CreateAsync(SchoolApi api, string path, string body)
    {
        var answer = await api.PostAsync(path, body, Key);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return (answer.Response.Headers.Location!.ToString(), answer);
    }

    /// <summary>Runs SQL as the tables' owner.</summary>
    public static async Task<object?> ExecuteAsync(SchoolApi api, string sql)
    {
        await using var data = NpgsqlDataSource.Create(api.Database.OwnerConnectionString);
        await using var command = data.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>One member of every row of a list, in its order.</summary>
    public static async Task<List<string>> ListAsync(
        SchoolApi api, string path, string member = "id", params (string, string)[] headers) =>
        [.. (await api.GetAsync(path, headers)).Json["value"]!.AsArray().Select(row => row![member]!.ToString())];

    /// <summary>A body with some members changed.</summary>
    public static string With(string body, (string Member, JsonNode? Value)[] changes)
    {
        var json = JsonNode.Parse(body)!.AsObject();
        foreach (var (member, value) in changes)
        {
            json[member] = value;
        }

        return json.ToJsonString();
    }
}
