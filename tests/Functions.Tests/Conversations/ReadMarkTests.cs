using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;
using static Lectern.Functions.Tests.Conversations.NewConversation;

namespace Lectern.Functions.Tests.Conversations;

public sealed class ReadMarkTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_mark_moves_forward_and_never_back()
    {
        var (path, users, messages) = await TalkAsync(4);

        Assert.Equal(1, await MarkAsync(path, users[1], messages[2]));
        Assert.Equal(1, await MarkAsync(path, users[1], messages[0]));
        Assert.Equal(0, await MarkAsync(path, users[1], messages[3]));
        Assert.Equal(0, (int?)(await api.GetAsync(path, As(users[1]))).Json["unreadCount"]);
    }

    [Fact]
    public async Task Of_many_marks_at_once_the_furthest_holds()
    {
        var (path, users, messages) = await TalkAsync(8);

        await Task.WhenAll(
            messages.Take(7).Reverse().Concat(messages.Take(7)).Select(id => MarkAsync(path, users[1], id)));

        Assert.Equal(1, (int?)(await api.GetAsync(path, As(users[1]))).Json["unreadCount"]);
    }

    [Fact]
    public async Task Whoever_posts_has_read_what_was_there()
    {
        var (path, users, _) = await TalkAsync(3);

        await PostAsync(api, path, users[1], "I see");

        Assert.Equal(0, (int?)(await api.GetAsync(path, As(users[1]))).Json["unreadCount"]);
        Assert.Equal(1, (int?)(await api.GetAsync(path, As(users[0]))).Json["unreadCount"]);
    }

    [Fact]
    public async Task A_message_of_another_conversation_is_refused()
    {
        var (path, users, _) = await TalkAsync(1);
        var (_, _, elsewhere) = await TalkAsync(1);

        (await PutAsync(path, elsewhere[0], As(users[0]))).AssertProblem(422, "validation-failed")
            .AssertErrorAt("lastMessageId");
        (await PutAsync(path, Guid.NewGuid(), [])).AssertProblem(422, "validation-failed")
            .AssertErrorAt("lastMessageId");
    }

    [Fact]
    public async Task A_stranger_finds_nothing_to_mark_and_an_admin_has_nothing_unread()
    {
        var (path, _, messages) = await TalkAsync(2);

        (await PutAsync(path, messages[0], As(await UserAsync(api)))).AssertProblem(404, "not-found");
        var admin = await PutAsync(path, messages[0], []);

        Assert.Equal((HttpStatusCode.OK, 0), (admin.Status, (int?)admin.Json["unreadCount"]));
    }

    [Fact]
    public async Task A_stale_tag_is_refused_and_the_present_one_holds()
    {
        var (path, users, messages) = await TalkAsync(2);
        string tag = (await api.GetAsync(path, As(users[1]))).ETag!;

        var first = await PutAsync(path, messages[0], [.. As(users[1]), ("If-Match", tag)]);
        var second = await PutAsync(path, messages[1], [.. As(users[1]), ("If-Match", tag)]);

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal((await api.GetAsync(path, As(users[1]))).ETag, first.ETag);
        second.AssertProblem(412, "precondition-failed");
    }

    private async Task<(string Path, Guid[] Users, List<Guid> Messages)> TalkAsync(int count)
    {
        var (path, users) = await CreateAsync(api);
        var messages = new List<Guid>();
        for (int i = 0; i < count; i++)
        {
            messages.Add(Guid.Parse((string)(await PostAsync(api, path, users[0], $"{i}")).Json["id"]!));
        }

        return (path, users, messages);
    }

    private async Task<int?> MarkAsync(string path, Guid user, Guid message)
    {
        var answer = await PutAsync(path, message, As(user));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return (int?)answer.Json["unreadCount"];
    }

    private Task<Answer> PutAsync(string path, Guid message, (string, string)[] headers) => api.SendAsync(
        HttpMethod.Put, $"{path}/read",
        Requests.Json($$"""{"lastMessageId":"{{message}}"}""", "application/json"), headers);
}
