namespace Lectern.Functions.Conversations;

[Access(Read = Role.Everybody, Write = Role.Everybody)]
public sealed class ConversationFunctions(ConversationStore conversations, MessageStore messages)
{
    /// <summary>Conversations with their last message and the number of unread ones, a page at a time.</summary>
    [Query(typeof(ListQuery<Conversation>))]
    [Function("listConversations")]
    public Task<Ok<Page<Conversation>>> List(
        [HttpTrigger(Anonymous, "get", "head", Route = "conversations")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.ListedAsync(
            request, (ListQuery<Conversation> _) => conversations.List(Caller.Of(request)), cancellationToken);

    /// <summary>All conversations of the caller, as one stream.</summary>
    [Query(typeof(ListQuery<Conversation>), ForExport = true)]
    [Function("exportConversations")]
    public ExportResult<Conversation> Export(
        [HttpTrigger(Anonymous, "get", "head", Route = "conversations/export")] HttpRequest request) =>
        Answers.Exported(request, (ListQuery<Conversation> _) => conversations.List(Caller.Of(request)));

    /// <summary>One conversation.</summary>
    [Function("getConversation")]
    public async Task<Results<Ok<Conversation>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(Anonymous, "get", "head", Route = "conversations/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken) =>
        Answers.Found(
            request, await conversations.FindAsync(id, Caller.Of(request), cancellationToken), $"conversation {id}");

    /// <summary>Begins a conversation.</summary>
    /// <remarks>
    /// A student may begin one with their tutors and with admins; a tutor with their students, other tutors and admins;
    /// an admin with anybody. The answer for any other user is the same as for a user who does not exist.
    /// </remarks>
    [Body(typeof(ConversationInput), Example = """
        {"subject":"Fractions","participantIds":["0198e5a1-7320-783a-8dd8-eb4e26206a55"]}
        """)]
    [Function("createConversation")]
    public async Task<Created<Conversation>> Create(
        [HttpTrigger(Anonymous, "post", Route = "conversations")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<ConversationInput>(request, cancellationToken);
        return Answers.Created(request, await conversations.CreateAsync(input, Caller.Of(request), cancellationToken));
    }

    /// <summary>Marks the messages up to a given one as read by the caller. The mark never moves back.</summary>
    [Body(typeof(ReadMark), Example = """{"lastMessageId":"0198e5a1-7320-783a-8dd8-eb4e26206a55"}""")]
    [Function("markConversationRead")]
    public async Task<Results<Ok<Conversation>, ProblemHttpResult>> MarkRead(
        [HttpTrigger(Anonymous, "put", Route = "conversations/{id:guid}/read")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        var mark = await JsonBody.ReadAsync<ReadMark>(request, cancellationToken);
        int[]? versions = ETag.IfMatch(request);
        bool isMarked = await conversations.MarkReadAsync(id, mark, versions, caller, cancellationToken);
        var conversation = await conversations.FindAsync(id, caller, cancellationToken);
        if (conversation is null)
        {
            return Answers.Missing($"conversation {id}");
        }

        if (!isMarked && versions?.Contains(conversation.Version) == false)
        {
            return ETag.Stale(conversation.Version);
        }

        // An admin who takes no part has no mark to move, but the message must still exist.
        if (!isMarked && await messages.FindAsync(id, mark.LastMessageId, caller, cancellationToken) is null)
        {
            throw ProblemType.ValidationFailed.Exception(
                $"lastMessageId is no message of conversation {id}.", "lastMessageId",
                "is no message of this conversation");
        }

        return Answers.Changed(request, conversation);
    }
}
