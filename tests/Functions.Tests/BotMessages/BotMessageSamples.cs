using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.BotMessages;

internal sealed class BotMessageSamples : Samples
{
    public override IReadOnlyDictionary<string, string> Statuses => new Dictionary<string, string>
    {
        ["listBotTemplates"] = "403 403 ok  ok  ok",
        ["exportBotTemplates"] = "403 403 ok  ok  ok",
        ["getBotTemplate"] = "403 403 ok  ok  ok",
        ["createBotTemplate"] = "403 403 403 403 ok",
        ["updateBotTemplate"] = "403 403 403 403 ok",
        ["deleteBotTemplate"] = "403 403 403 403 ok",
        ["renderBotTemplate"] = "403 403 ok  ok  ok",
        ["createBotMessage"] = "403 403 404 ok  ok",
    };

    public override string World => """
        insert into bot_templates (id, name, locale, body, placeholders)
            values ('{templates}', 'homework.due', 'en', 'Hello {{name}}', array['name']);
        """;

    public override IReadOnlyDictionary<string, string> Aliases =>
        new Dictionary<string, string> { ["bot-messages"] = "templates" };

    public override IReadOnlyList<SampleTable> Tables =>
    [
        new("bot_templates", """
            insert into bot_templates (id, name, locale, body, placeholders, created_at)
                select pg_temp.id(n), 'template.' || n % 5, 'en-' || n, pg_temp.cell(n), '{}', pg_temp.tie(n)
                from numbers;
            """),
    ];

    /// <summary>The template of the example of createBotMessage.</summary>
    public override string Rest => """
        insert into bot_templates (id, name, locale, body, placeholders)
            values (gen_random_uuid(), 'homework.due', 'en', 'Hello {{name}}', array['name']);
        """;

    /// <summary>The first template has no placeholders.</summary>
    public override IReadOnlyDictionary<string, Func<string, string>> Bodies =>
        new Dictionary<string, Func<string, string>> { ["renderBotTemplate"] = _ => """{"values":{}}""" };

    public override IReadOnlyList<string> Computing => ["renderBotTemplate"];

    public override async Task SendMarkedAsync(SchoolApi api, string mark)
    {
        string template = $$$"""{"name":"{{{mark}}}","locale":"de","body":"{{{mark}}} {{name}}"}""";
        var made = await api.PostAsync("bot-messages/templates", template);
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        await api.PostAsync("bot-messages/templates", template);
        await api.PostAsync(
            $"{made.Response.Headers.Location}/render", $$$"""{"values":{"{{{mark}}}":"{{{mark}}}"}}""");
    }

    /// <summary>A school has as many as it writes, however many students it has.</summary>
    public override string Large => """
        insert into bot_templates (id, name, locale, body, placeholders)
            select pg_temp.id(n), 'template.' || n / 3, (array['en', 'de', 'fr'])[n % 3 + 1], 'Hello', '{}'
            from generate_series(1, 300) n;
        """;

    public override IReadOnlyDictionary<string, string[]> Filters => new Dictionary<string, string[]>
    {
        ["name"] = ["template.7"],
        ["locale"] = ["de"],
    };
}
