using System.Text.Json;
using Lectern.Functions.Tests.Support;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Conversations;

/// <summary>Users and conversations of a test's own.</summary>
internal static class NewConversation
{
    /// <summary>Makes a user, who is nobody's tutor or student, and gives the id.</summary>
    public static async Task<Guid> UserAsync(SchoolApi api, string role = "tutor")
    {
        var id = Guid.CreateVersion7();
        await SqlAsync(api, $"""
            insert into users (id, username, email, role) values ('{id}', 'u-{id}', '{id}@example.org', '{role}')
            """);
        return id;
    }

    /// <summary>Makes users, and a conversation in which they take part.</summary>
    public static async Task<(string Path, Guid[] Users)> CreateAsync(
        SchoolApi api, int participants = 2, string subject = "Fractions")
    {
        var users = new Guid[participants];
        for (int i = 0; i < participants; i++)
        {
            users[i] = await UserAsync(api);
        }

        var answer = await api.PostAsync("conversations", Body(subject, users));
        Assert.True(answer.Status == System.Net.HttpStatusCode.Created, answer.Text);
        return ($"conversations/{(string)answer.Json["id"]!}", users);
    }

    /// <summary>Posts a message.</summary>
    public static async Task<Answer> PostAsync(SchoolApi api, string path, Guid sender, string body)
    {
        var answer = await api.PostAsync($"{path}/messages", MessageBody(body), As(sender));
        Assert.True(answer.Status == System.Net.HttpStatusCode.Created, answer.Text);
        return answer;
    }

    public static string Body(string subject, params Guid[] participantIds) =>
        JsonSerializer.Serialize(new { subject, participantIds });

    public static string MessageBody(string body) => JsonSerializer.Serialize(new { body });

    /// <summary>The headers of a caller who is no admin.</summary>
    public static (string, string)[] As(Guid user, string role = "student") =>
        [("X-Dev-Role", role), ("X-Dev-User", $"{user}")];

    public static async Task SqlAsync(SchoolApi api, string sql)
    {
        await using var data = NpgsqlDataSource.Create(api.Database.SuperuserConnectionString + ";Command Timeout=120");
        await using var command = data.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
