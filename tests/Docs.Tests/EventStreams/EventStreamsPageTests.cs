using Lectern.Docs.Tests.Following;
using Lectern.Testing;
using Xunit;

namespace Lectern.Docs.Tests.EventStreams;

public sealed class EventStreamsPageTests(PageApi api) : IClassFixture<PageApi>
{
    private const string Conversation = """
        insert into users (id, username, email, role)
        values ('01990000-0000-7000-8000-000000000001', 'ada', 'ada@example.org', 'student');
        insert into conversations (id, subject) values ('01990000-0000-7000-8000-000000000002', 'Lessons');
        insert into participants (conversation_id, user_id)
        values ('01990000-0000-7000-8000-000000000002', '01990000-0000-7000-8000-000000000001');
        """;

    [Fact]
    public async Task A_message_that_is_posted_appears_in_the_script_of_the_page_which_resumes_after_every_end()
    {
        DebianProgram.Find("node");
        await api.ExecuteAsync(Conversation);
        using var page = new FollowedPage("docs/event-streams.md");
        page.Replaced[PageApi.ShownAddress] = api.Address;

        await page.FollowAsync();

        // The same client on a server whose streams end, are refused and are cut.
        string server = Path.Combine(Repository.Root, "tests", "Docs.Tests", "EventStreams", "resume.mjs");
        var resumed = await page.RunAsync($"cp '{server}' . && node resume.mjs");
        Assert.Equal(
            """{"received":[1,2],"connections":[0,1,1,1,2,2],"problem":{"code":"not-found"}}""", resumed.Output.Trim());
    }
}
