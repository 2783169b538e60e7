using System.Text.Json;
using Lectern.Functions.BotMessages;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.BotMessages;

public sealed class DemoTemplateTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task The_demo_is_what_the_api_would_have_written_and_may_run_again()
    {
        string script = await File.ReadAllTextAsync(
            Path.Combine(
                AppContext.BaseDirectory, "db", "runAfterOtherAnyTimeScripts", "demo_70_bot_messages.ENV.LOCAL.sql"),
            TestContext.Current.CancellationToken);
        await Money.ExecuteAsync(api, script);
        await Money.ExecuteAsync(api, script);

        var templates = (await api.GetAsync("bot-messages/templates?limit=200")).Json["value"]!.AsArray();

        Assert.Equal(11, templates.Count);
        Assert.All(templates, template => Assert.Equal(
            TemplateText.PlaceholdersOf((string)template!["body"]!), template["placeholders"].Deserialize<string[]>()));
    }
}
