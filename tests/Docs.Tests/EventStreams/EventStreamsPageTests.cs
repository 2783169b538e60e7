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
    public async Task A_message_that_is_posted_appears_in_the_script_of_the_page_and_again_when_it_resumes()
    {
        DebianProgram.Find("node");
        await api.ExecuteAsync(Conversation);
        using var page = new FollowedPage("docs/event-streams.md");
        page.Replaced[PageApi.ShownAddress] = api.Address;

        await page.FollowAsync();
    }
}
