namespace Lectern.Functions.Conversations;

[Access(Read = Role.Everybody, Write = Role.Everybody)]
public sealed class MessageFunctions(MessageStore messages)
{
    /// <summary>Messages, the newest first, a page at a time.</summary>
    [Query(typeof(ListQuery<Message>))]
    [Function("listMessages")]
    public async Task<Results<Ok<Page<Message>>, ProblemHttpResult>> List(
        [HttpTrigger(Anonymous, "get", "head", Route = "conversations/{id:guid}/messages")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var (query, caller) = (request.GetQuery<ListQuery<Message>>(), Caller.Of(request));
        var page = await messages.List(id, caller).PageAsync(query, cancellationToken);
        // A page with rows proves that the caller sees the conversation.
        return page.Rows.Count == 0 && await messages.CountAsync(id, caller, cancellationToken) is null
            ? Answers.Missing($"conversation {id}")
            : Answers.Listed(request, page);
    }

    /// <summary>All messages of a conversation in order, as one stream.</summary>
    [Query(typeof(ListQuery<Message>), ForExport = true)]
    [Function("exportMessages")]
    public async Task<Results<ExportResult<Message>, ProblemHttpResult>> Export(
        [HttpTrigger(Anonymous, "get", "head", Route = "conversations/{id:guid}/messages/export")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var (query, caller) = (request.GetQuery<ListQuery<Message>>(), Caller.Of(request));
        return await messages.CountAsync(id, caller, cancellationToken) is null
            ? Answers.Missing($"conversation {id}")
            : new ExportResult<Message>(messages.List(id, caller), query);
    }

    /// <summary>One message.</summary>
    [Function("getMessage")]
    public async Task<Results<Ok<Message>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(Anonymous, "get", "head", Route = "conversations/{id:guid}/messages/{messageId:guid}")]
        HttpRequest request,
        Guid id, Guid messageId, CancellationToken cancellationToken) =>
        Answers.Found(
            request, await messages.FindAsync(id, messageId, Caller.Of(request), cancellationToken),
            $"message {messageId} in a conversation {id}");

    /// <summary>Posts a message. Its sender has then read the conversation up to it.</summary>
    [Body(typeof(MessageInput), Example = """{"body":"See you on Monday."}""")]
    [Function("createMessage")]
    public async Task<Results<Created<Message>, ProblemHttpResult>> Create(
        [HttpTrigger(Anonymous, "post", Route = "conversations/{id:guid}/messages")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<MessageInput>(request, cancellationToken);
        var message = await messages.PostAsync(id, input.Body, isBot: false, Caller.Of(request), cancellationToken);
        return message is null ? Answers.Missing($"conversation {id}") : Answers.Created(request, message);
    }
}
