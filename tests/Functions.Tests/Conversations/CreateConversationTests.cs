using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;
using static Lectern.Functions.Tests.Conversations.NewConversation;

namespace Lectern.Functions.Tests.Conversations;

public sealed class CreateConversationTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_new_conversation_is_answered_whole_with_its_place_and_tag()
    {
        var (one, other) = (await UserAsync(api), await UserAsync(api));

        var answer = await api.PostAsync("conversations", Body("Brüche 😀", one, other));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal($"{api.Client.BaseAddress}conversations/{(string)answer.Json["id"]!}",
            answer.Response.Headers.Location!.ToString());
        Assert.Equal("\"1\"", answer.ETag);
        Assert.Equal("Brüche 😀", (string?)answer.Json["subject"]);
        Assert.Equal([one, other], Participants(answer).Order());
        Assert.Equal((0, 0), ((int?)answer.Json["messageCount"], (int?)answer.Json["unreadCount"]));
        Assert.Null(answer.Json["lastMessage"]);
        Assert.Equal(answer.Text, (await api.GetAsync(answer.Response.Headers.Location!.ToString())).Text);
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("tutor")]
    [InlineData("student")]
    public async Task Who_begins_a_conversation_takes_part_in_it(string role)
    {
        var (self, other) = (await UserAsync(api, role), await UserAsync(api, "admin"));

        var answer = await api.PostAsync("conversations", Body("Hello", other, other), As(self, role));

        Assert.Equal([self, other], Participants(answer).Order());
        Assert.Equal(HttpStatusCode.OK,
            (await api.GetAsync($"conversations/{(string)answer.Json["id"]!}", As(self, role))).Status);
    }

    [Fact]
    public async Task Participants_that_do_not_exist_are_named_and_nothing_is_made()
    {
        var self = await UserAsync(api);

        var answer = await api.PostAsync(
            "conversations", Body("Nobody", Guid.NewGuid(), self, Guid.NewGuid()), As(self, "tutor"));

        answer.AssertProblem(422, "validation-failed")
            .AssertErrorAt("participantIds[0]").AssertErrorAt("participantIds[2]");
        Assert.Equal("""{"value":[]}""", (await api.GetAsync("conversations", As(self))).Text);
    }

    [Fact]
    public async Task A_refused_conversation_with_an_idempotency_key_is_refused_in_the_same_words() =>
        (await api.PostAsync("conversations", Body("Nobody", Guid.NewGuid()), ("Idempotency-Key", $"{Guid.NewGuid()}")))
            .AssertProblem(422, "validation-failed").AssertErrorAt("participantIds[0]");

    [Theory]
    [InlineData("""{"subject":" ","participantIds":["0190a000-0000-7000-8000-000000000000"]}""", "subject")]
    [InlineData("""{"subject":"x","participantIds":[]}""", "participantIds")]
    [InlineData("""{"subject":"x"}""", "participantIds")]
    [InlineData("""{"subject":"x","participantIds":["me"]}""", "participantIds[0]")]
    [InlineData("""{"subject":"x","participantIds":[null]}""", "participantIds[0]")]
    [InlineData("""{"subject":"x","participantIds":[],"messages":[]}""", "messages")]
    public async Task What_is_no_conversation_is_refused_by_its_path(string body, string path) =>
        (await api.PostAsync("conversations", body)).AssertProblem(422, "validation-failed").AssertErrorAt(path);

    [Fact]
    public async Task Those_who_take_part_see_it_and_admins_and_nobody_else()
    {
        var (path, users) = await CreateAsync(api);
        var stranger = await UserAsync(api);

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(path, As(users[1], "tutor"))).Status);
        foreach (string role in new[] { "tutor", "student" })
        {
            (await api.GetAsync(path, As(stranger, role))).AssertProblem(404, "not-found");
            (await api.GetAsync(path, ("X-Dev-Role", role))).AssertProblem(404, "not-found");
            (await api.GetAsync($"{path}/messages", As(stranger, role))).AssertProblem(404, "not-found");
            (await api.GetAsync($"{path}/messages/export", As(stranger, role))).AssertProblem(404, "not-found");
            (await api.GetAsync($"{path}/events", As(stranger, role))).AssertProblem(404, "not-found");
            (await api.PostAsync($"{path}/messages", MessageBody("x"), As(stranger, role)))
                .AssertProblem(404, "not-found");
        }

        (await api.GetAsync($"conversations/{Guid.NewGuid()}")).AssertProblem(404, "not-found");
    }

    [Fact]
    public async Task A_tag_holds_until_a_message_comes_or_the_caller_reads()
    {
        var (path, users) = await CreateAsync(api);
        string tag = (await api.GetAsync(path, As(users[0]))).ETag!;
        Assert.Equal(HttpStatusCode.NotModified,
            (await api.GetAsync(path, [.. As(users[0]), ("If-None-Match", tag)])).Status);

        var message = await PostAsync(api, path, users[1], "new");
        var unread = await api.GetAsync(path, [.. As(users[0]), ("If-None-Match", tag)]);
        await api.SendAsync(HttpMethod.Put, $"{path}/read",
            Requests.Json($$"""{"lastMessageId":"{{(string)message.Json["id"]!}}"}""", "application/json"),
            As(users[0]));
        var read = await api.GetAsync(path, [.. As(users[0]), ("If-None-Match", unread.ETag!)]);

        Assert.Equal((HttpStatusCode.OK, 1), (unread.Status, (int?)unread.Json["unreadCount"]));
        Assert.Equal((HttpStatusCode.OK, 0), (read.Status, (int?)read.Json["unreadCount"]));
    }

    private static IEnumerable<Guid> Participants(Answer answer) =>
        answer.Json["participantIds"]!.AsArray().Select(id => Guid.Parse((string)id!));
}
