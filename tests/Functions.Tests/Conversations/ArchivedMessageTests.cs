using System.Net;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Xunit;
using static Lectern.Functions.Tests.Conversations.NewConversation;

namespace Lectern.Functions.Tests.Conversations;

public sealed class ArchivedMessageTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    private const int Writers = 4;
    private const int MessagesOfAWriter = 25;

    [Fact]
    public async Task A_conversation_is_listed_whole_while_it_is_archived_and_others_post()
    {
        var (path, users) = await CreateAsync(api, Writers);
        var posting = Task.WhenAll(users.Select(async user =>
        {
            for (int i = 0; i < MessagesOfAWriter; i++)
            {
                await PostAsync(api, path, user, $"{i} of {user}");
            }
        }));
        long archived = 0;
        do
        {
            archived += (await Archive.AllAsync(api)).Messages;
            var numbers = await NumbersAsync(path, users[0]);
            Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
        }
        while (!posting.IsCompleted);

        await posting;
        archived += Archive.All(api).Messages;

        Assert.Equal(Enumerable.Range(1, Writers * MessagesOfAWriter), await NumbersAsync(path, users[0]));
        Assert.Equal(Writers * MessagesOfAWriter - 1, archived);
        Assert.Equal(0, Archive.All(api).Messages);
    }

    [Fact]
    public async Task A_stream_that_resumes_gets_the_archived_messages_and_then_the_new_ones()
    {
        var (path, users) = await CreateAsync(api);
        await PostAllAsync(path, users[0], 5);
        Archive.All(api);

        using var events = await EventReader.OpenAsync(api, path, As(users[1]), lastEventId: 1);
        await events.AssertNextAsync(2, 3, 4, 5);
        await PostAsync(api, path, users[0], "new");
        Archive.All(api);
        await PostAsync(api, path, users[0], "newer");

        await events.AssertNextAsync(6, 7);
    }

    [Fact]
    public async Task Archiving_is_no_change_of_the_conversation_and_its_messages_can_still_be_marked_as_read()
    {
        var (path, users) = await CreateAsync(api);
        var messages = await PostAllAsync(path, users[0], 3);
        var before = await api.GetAsync(path, As(users[1]));

        Archive.All(api);

        var after = await api.GetAsync(path, As(users[1]));
        Assert.Equal((before.Text, before.ETag), (after.Text, after.ETag));
        var marked = await api.PutAsync(
            $"{path}/read", $$"""{"lastMessageId":"{{messages[1]["id"]}}"}""", As(users[1]));
        Assert.Equal((HttpStatusCode.OK, 1), (marked.Status, (int)marked.Json["unreadCount"]!));
    }

    [Fact]
    public async Task Whoever_wrote_an_archived_message_cannot_be_deleted()
    {
        var (path, users) = await CreateAsync(api);
        await PostAllAsync(path, users[0], 1);
        await PostAllAsync(path, users[1], 1);
        await SqlAsync(api, $"delete from participants where user_id = '{users[0]}'");
        var before = (await api.DeleteAsync($"users/{users[0]}")).AssertProblem(409, "in-use");

        Archive.All(api);

        var after = (await api.DeleteAsync($"users/{users[0]}")).AssertProblem(409, "in-use");
        Assert.Equal($"{before.Json["detail"]}", $"{after.Json["detail"]}");
    }

    [Fact]
    public async Task A_conversation_that_is_deleted_takes_its_archived_messages_with_it()
    {
        var (path, users) = await CreateAsync(api);
        await PostAllAsync(path, users[0], 3);
        Archive.All(api);
        string id = path.Split('/')[1];

        await SqlAsync(api, $"delete from conversations where id = '{id}'");

        Assert.Equal(0L, await Money.ExecuteAsync(
            api, $"select count(*) from all_messages where conversation_id = '{id}'"));
    }

    private async Task<List<JsonNode>> PostAllAsync(string path, Guid sender, int count)
    {
        var messages = new List<JsonNode>();
        for (int i = 0; i < count; i++)
        {
            messages.Add((await PostAsync(api, path, sender, $"{i}")).Json);
        }

        return messages;
    }

    private async Task<List<int>> NumbersAsync(string path, Guid caller) =>
    [
        .. (await Money.ListAsync(api, $"{path}/messages?limit=200&sort=number", "number", As(caller)))
            .Select(number => int.Parse(number, null)),
    ];
}
