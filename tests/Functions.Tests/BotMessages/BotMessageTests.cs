using System.Net;
using System.Text.Json;
using Lectern.Functions.Tests.Conversations;
using Lectern.Functions.Tests.Support;
using Xunit;
using static Lectern.Functions.Tests.Conversations.NewConversation;

namespace Lectern.Functions.Tests.BotMessages;

public sealed class BotMessageTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_message_made_from_a_template_is_posted_and_is_an_event()
    {
        var (path, users) = await CreateAsync(api);
        var (_, template) = await NewTemplate.CreateAsync(api, "Hello {{name}}");
        using var events = await EventReader.OpenAsync(api, path, As(users[1]));

        var answer = await PostBotAsync(path, new { id = (string)template.Json["id"]! }, new { name = "<Ada>" },
            As(users[0], "tutor"));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(("Hello <Ada>", true, $"{users[0]}", 1), (
            (string?)answer.Json["body"], (bool?)answer.Json["isBot"],
            (string?)answer.Json["senderId"], (int?)answer.Json["number"]));
        Assert.Equal(answer.Text, (await api.GetAsync(answer.Response.Headers.Location!.ToString())).Text);
        await events.AssertNextAsync(1);
        Assert.Equal(1, (int?)(await api.GetAsync(path, As(users[1]))).Json["unreadCount"]);
    }

    [Theory]
    [InlineData("de-AT", "at")]
    [InlineData("DE-at", "at")]
    [InlineData("de-AT-1996", "at")]
    [InlineData("de-CH", "de")]
    [InlineData("de-a-x", "de")]
    [InlineData("fr-CA", "en")]
    [InlineData("en-GB", "en")]
    [InlineData(null, "en")]
    public async Task A_name_finds_the_nearest_language(string? locale, string expected)
    {
        var (path, _) = await CreateAsync(api);
        string name = NewTemplate.Name;
        await NewTemplate.CreateAsync(api, "at", name, "de-AT");
        await NewTemplate.CreateAsync(api, "de", name, "de");
        await NewTemplate.CreateAsync(api, "en", name, "en");

        var answer = await PostBotAsync(path, locale is null ? new { name } : new { name, locale }, null, []);

        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        Assert.Equal(expected, (string?)answer.Json["body"]);
    }

    [Fact]
    public async Task A_template_that_is_not_active_is_passed_over_by_name_and_refused_by_id()
    {
        var (path, _) = await CreateAsync(api);
        string name = NewTemplate.Name;
        var (german, created) = await NewTemplate.CreateAsync(api, "de", name, "de");
        await NewTemplate.CreateAsync(api, "en", name, "en");
        await api.PatchAsync(german, """{"isActive":false}""");

        Assert.Equal("en", (string?)(await PostBotAsync(path, new { name, locale = "de" }, null, [])).Json["body"]);
        (await PostBotAsync(path, new { id = (string)created.Json["id"]! }, null, []))
            .AssertProblem(422, "validation-failed").AssertErrorAt("template.id");
    }

    [Fact]
    public async Task A_template_that_does_not_exist_or_is_not_named_is_refused()
    {
        var (path, _) = await CreateAsync(api);
        var cases = new (object Template, string Path)[]
        {
            (new { id = Guid.NewGuid() }, "template.id"),
            (new { name = "no-such-name", locale = "de" }, "template.name"),
            (new { name = "two words" }, "template.name"),
            (new { name = "x", locale = "?" }, "template.locale"),
            (new { }, "template"),
            (new { locale = "de" }, "template"),
            (new { id = Guid.NewGuid(), name = "both" }, "template"),
        };
        foreach (var (template, member) in cases)
        {
            (await PostBotAsync(path, template, null, [])).AssertProblem(422, "validation-failed")
                .AssertErrorAt(member);
        }
    }

    [Fact]
    public async Task A_text_that_is_no_message_is_refused_and_nothing_is_posted()
    {
        var (path, _) = await CreateAsync(api);
        string name = NewTemplate.Name;
        await NewTemplate.CreateAsync(api, "{{a}}", name);

        string longest = string.Concat(Enumerable.Repeat("😀", 4000));
        Assert.Equal(HttpStatusCode.Created, (await PostBotAsync(path, new { name }, new { a = longest }, [])).Status);
        foreach (string value in new[] { "", " \n", new('x', 4001), new('x', 10240) })
        {
            (await PostBotAsync(path, new { name }, new { a = value }, []))
                .AssertProblem(422, "validation-failed").AssertErrorAt("values");
        }

        (await PostBotAsync(path, new { name }, null, [])).AssertProblem(422, "validation-failed")
            .AssertErrorAt("values.a");
        Assert.Equal(1, (int?)(await api.GetAsync(path)).Json["messageCount"]);
    }

    [Fact]
    public async Task Only_staff_has_the_bot_speak_and_only_where_it_takes_part()
    {
        var (path, users) = await CreateAsync(api);
        string name = NewTemplate.Name;
        await NewTemplate.CreateAsync(api, "x", name);

        (await PostBotAsync(path, new { name }, null, As(users[0], "student"))).AssertProblem(403, "forbidden");
        (await PostBotAsync(path, new { name }, null, As(await UserAsync(api), "tutor")))
            .AssertProblem(404, "not-found");
        var answer = await PostBotAsync(path, new { name }, null, As(users[0], "tutor"));
        Assert.Equal(HttpStatusCode.Created, answer.Status);
    }

    [Fact]
    public async Task A_retry_with_an_idempotency_key_posts_once()
    {
        var (path, _) = await CreateAsync(api);
        string name = NewTemplate.Name;
        await NewTemplate.CreateAsync(api, "x", name);
        (string, string)[] key = [("Idempotency-Key", $"{Guid.NewGuid()}")];

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => PostBotAsync(path, new { name }, null, key)));

        Assert.Single(answers.DistinctBy(answer => answer.Text));
        Assert.Equal(1, (int?)(await api.GetAsync(path)).Json["messageCount"]);
    }

    private Task<Answer> PostBotAsync(string path, object template, object? values, (string, string)[] headers) =>
        api.PostAsync("bot-messages", JsonSerializer.Serialize(
            new { template, conversationId = path.Split('/')[1], values = values ?? new { } }), headers);
}
