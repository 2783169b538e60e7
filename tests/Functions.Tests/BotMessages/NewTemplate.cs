using System.Text.Json;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.BotMessages;

/// <summary>Templates of a test's own.</summary>
internal static class NewTemplate
{
    public static string Name => $"t.{Guid.NewGuid():N}";

    public static string Body(string body, string? name = null, string locale = "en") =>
        JsonSerializer.Serialize(new { name = name ?? Name, locale, body });

    /// <summary>Makes a template and tells where it is.</summary>
    public static async Task<(string Path, Answer Answer)> CreateAsync(
        SchoolApi api, string body, string? name = null, string locale = "en")
    {
        var answer = await api.PostAsync("bot-messages/templates", Body(body, name, locale));
        Assert.True(answer.Status == System.Net.HttpStatusCode.Created, answer.Text);
        return ($"bot-messages/templates/{(string)answer.Json["id"]!}", answer);
    }
}
