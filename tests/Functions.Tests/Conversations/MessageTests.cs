using System.Net;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Xunit;
using static Lectern.Functions.Tests.Conversations.NewConversation;

namespace Lectern.Functions.Tests.Conversations;

public sealed class MessageTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_posted_message_is_answered_whole_with_its_place_and_tag()
    {
        var (path, users) = await CreateAsync(api);

        var answer = await PostAsync(api, path, users[0], "שלום <b>&</b>\n\t😀 {{x}}");

        Assert.Equal((1, "שלום <b>&</b>\n\t😀 {{x}}", $"{users[0]}", false), ((int?)answer.Json["number"],
            (string?)answer.Json["body"], (string?)answer.Json["senderId"], (bool?)answer.Json["isBot"]));
        Assert.Equal("\"1\"", answer.ETag);
        string location = answer.Response.Headers.Location!.ToString();
        Assert.Equal(answer.Text, (await api.GetAsync(location, As(users[1]))).Text);
        Assert.Equal(HttpStatusCode.NotModified,
            (await api.GetAsync(location, [.. As(users[1]), ("If-None-Match", "\"1\"")])).Status);
        (await api.GetAsync(location, As(Guid.NewGuid()))).AssertProblem(404, "not-found");
    }

    [Fact]
    public async Task Messages_are_numbered_without_gaps_when_many_post_at_once()
    {
        var (path, users) = await CreateAsync(api, 4);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => PostAsync(api, path, users[i % 4], $"m{i}")));

        var page = await api.GetAsync($"{path}/messages?limit=200&sort=number", As(users[0]));
        var messages = page.Json["value"]!.AsArray();
        Assert.Equal(Enumerable.Range(1, 60), messages.Select(message => (int)message!["number"]!));
        var times = messages.Select(message => (string)message!["createdAt"]!).ToList();
        Assert.Equal(times.Order(StringComparer.Ordinal), times);
        Assert.Equal(60, (int?)(await api.GetAsync(path)).Json["messageCount"]);
    }

    [Fact]
    public async Task The_newest_come_first_and_pages_add_up_while_others_are_posted()
    {
        var (path, users) = await CreateAsync(api);
        for (int i = 1; i <= 7; i++)
        {
            await PostAsync(api, path, users[0], $"{i}");
        }

        var numbers = new List<int>();
        for (string? next = $"{path}/messages?limit=3"; next is not null;)
        {
            var page = await api.GetAsync(next, As(users[1]));
            numbers.AddRange(page.Json["value"]!.AsArray().Select(message => (int)message!["number"]!));
            next = (string?)page.Json["nextLink"];
            await PostAsync(api, path, users[0], "between pages");
        }

        Assert.Equal([7, 6, 5, 4, 3, 2, 1], numbers);
    }

    [Fact]
    public async Task A_conversation_without_messages_has_an_empty_page()
    {
        var (path, users) = await CreateAsync(api);

        Assert.Equal("""{"value":[]}""", (await api.GetAsync($"{path}/messages", As(users[0]))).Text);
        (await api.GetAsync($"conversations/{Guid.NewGuid()}/messages")).AssertProblem(404, "not-found");
    }

    [Fact]
    public async Task A_text_has_1_to_4000_characters()
    {
        var (path, users) = await CreateAsync(api);
        string longest = string.Concat(Enumerable.Repeat("😀", 4000));

        Assert.Equal(longest, (string?)(await PostAsync(api, path, users[0], longest)).Json["body"]);
        foreach (string wrong in new[] { "", " \n", longest + "x" })
        {
            (await api.PostAsync($"{path}/messages", MessageBody(wrong), As(users[0])))
                .AssertProblem(422, "validation-failed").AssertErrorAt("body");
        }
    }

    [Fact]
    public async Task A_retry_with_an_idempotency_key_posts_once()
    {
        var (path, users) = await CreateAsync(api);
        (string, string)[] headers = [.. As(users[0]), ("Idempotency-Key", $"{Guid.NewGuid()}")];

        var answers = await Task.WhenAll(Enumerable.Range(0, 5)
            .Select(_ => api.PostAsync($"{path}/messages", MessageBody("once"), headers)));

        Assert.Single(answers.DistinctBy(answer => answer.Text));
        Assert.Equal(1, (int?)(await api.GetAsync(path)).Json["messageCount"]);
    }

    [Fact]
    public async Task An_admin_may_speak_without_taking_part()
    {
        var (path, users) = await CreateAsync(api);

        var answer = await api.PostAsync($"{path}/messages", MessageBody("From the office"));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Null(answer.Json["senderId"]);
        Assert.Equal(1, (int?)(await api.GetAsync(path, As(users[0]))).Json["unreadCount"]);
    }

    [Fact]
    public async Task An_export_has_all_messages_in_their_order()
    {
        var (path, users) = await CreateAsync(api);
        var first = await PostAsync(api, path, users[0], "=1+1");
        await PostAsync(api, path, users[1], "two");

        var rows = await api.GetAsync($"{path}/messages/export", As(users[0]));
        var csv = await api.GetAsync($"{path}/messages/export?format=csv", As(users[0]));

        string[] lines = rows.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.True(JsonNode.DeepEquals(first.Json, JsonNode.Parse(lines[0])), rows.Text);
        Assert.Contains("'=1+1", csv.Text, StringComparison.Ordinal);
    }
}
