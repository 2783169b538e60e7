using Lectern.Functions.Tests.Support;
using Xunit;
using static Lectern.Functions.Tests.Conversations.NewConversation;

namespace Lectern.Functions.Tests.Conversations;

public sealed class DemoTalkTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task The_demo_is_what_the_api_would_have_written_and_may_run_again()
    {
        string script = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "db", "runAfterOtherAnyTimeScripts",
                "demo_60_conversations.ENV.LOCAL.sql"),
            TestContext.Current.CancellationToken);
        await SqlAsync(api, script);
        await SqlAsync(api, script);

        var conversations = (await api.GetAsync("conversations?limit=200&count=true")).Json;

        Assert.Equal(40, (int?)conversations["count"]);
        Assert.All(conversations["value"]!.AsArray(), row =>
        {
            Assert.Equal((int?)row!["messageCount"], (int?)row["lastMessage"]!["number"]);
            Assert.Equal((string?)row["lastActivityAt"], (string?)row["lastMessage"]!["createdAt"]);
            Assert.Equal(2, row["participantIds"]!.AsArray().Count);
        });
    }
}
