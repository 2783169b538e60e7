using System.Text.Json.Nodes;
using Lectern.Faults.Tests.Load;

namespace Lectern.Faults.Tests.Conversations;

/// <summary>Posts messages, for all clients into one conversation: the numbers of its messages race.</summary>
internal sealed class MessageWriter(Client client) : Writer(client)
{
    private string _conversation = "";

    public override string Rows => "select body, id::text from messages where body like $1";

    public override string? Contradictions => """
        select 'conversation ' || id || ' has other messages than it says' from conversations
        where (message_count, message_count)
            <> (select count(*), coalesce(max(number), 0) from messages where conversation_id = conversations.id)
        """;

    public override async Task EnterAsync() =>
        _conversation = await Client.Run.ShareAsync("conversation", CreateConversationAsync);

    public override Task<bool> WriteAsync(string write) =>
        CreateAsync(write, $"conversations/{_conversation}/messages", new JsonObject { ["body"] = write });

    private async Task<string> CreateConversationAsync()
    {
        string run = Client.Run.Name;
        string user = await PrepareAsync("users", new JsonObject
        {
            ["username"] = run,
            ["email"] = $"{run}@example.org",
            ["role"] = "tutor",
        });
        return await PrepareAsync("conversations", new JsonObject
        {
            ["subject"] = run,
            ["participantIds"] = new JsonArray(user),
        });
    }
}
