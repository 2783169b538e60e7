using System.ComponentModel.DataAnnotations;
using Lectern.Functions.Http;
using Lectern.Functions.Http.Callers;
using Lectern.Functions.Http.Data;
using Lectern.Functions.Http.Json;
using Lectern.Functions.Http.Paging;
using Lectern.Functions.Http.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace Lectern.Functions.Conversations;

/// <summary>The messages of a conversation.</summary>
[Authorize(Roles = Role.Everybody)]
public sealed class MessageFunctions(MessageStore messages, RequestDatabase database)
{
    /// <summary>Messages, the newest first, a page at a time.</summary>
    [Function("listMessages")]
    public async Task<Results<Ok<Page<Message>>, ProblemHttpResult>> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "conversations/{id:guid}/messages")]
        HttpRequest request,
        Guid id, [Range(1, Page<Message>.MaxLimit)] int limit = Page<Message>.DefaultLimit, string? cursor = null,
        string sort = "-number", bool count = false, CancellationToken cancellationToken = default)
    {
        var caller = Caller.Of(request);
        var page = await messages.ListAsync(
            id, caller,
            new(request, MessageStore.SortKeys, sort, limit, cursor, count), cancellationToken);
        // A page with rows is proof enough that the caller sees the conversation.
        return page.Value.Count == 0 && await messages.CountAsync(id, caller, cancellationToken) is null
            ? ConversationFunctions.NotFound(id)
            : TypedResults.Ok(page);
    }

    /// <summary>All messages of a conversation in their order, as one stream.</summary>
    [Function("exportMessages")]
    public async Task<Results<ExportResult<Message>, ProblemHttpResult>> Export(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "conversations/{id:guid}/messages/export")]
        HttpRequest request,
        Guid id, [AllowedValues("ndjson", "csv")] string format = "ndjson",
        CancellationToken cancellationToken = default)
    {
        var caller = Caller.Of(request);
        return await messages.CountAsync(id, caller, cancellationToken) is null
            ? ConversationFunctions.NotFound(id)
            : new ExportResult<Message>(database, MessageStore.Query(id, caller), "number", format);
    }

    /// <summary>One message.</summary>
    [Function("getMessage")]
    public async Task<Results<Ok<Message>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", Route = "conversations/{id:guid}/messages/{messageId:guid}")]
        HttpRequest request,
        Guid id, Guid messageId, CancellationToken cancellationToken)
    {
        var message = await messages.FindAsync(id, messageId, Caller.Of(request), cancellationToken);
        return message is null
            ? ProblemType.NotFound.Result($"There is no message {messageId} in a conversation {id}.")
            : Answers.Found(request, message);
    }

    /// <summary>Posts a message, which its sender has read.</summary>
    [Body(typeof(MessageInput), Example = """{"body":"See you on Monday."}""")]
    [Function("createMessage")]
    public async Task<Results<Created<Message>, ProblemHttpResult>> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id:guid}/messages")]
        HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<MessageInput>(request, cancellationToken);
        var message = await messages.PostAsync(id, input.Body, isBot: false, Caller.Of(request), cancellationToken);
        if (message is null)
        {
            return ConversationFunctions.NotFound(id);
        }

        return Answers.Created(request, message);
    }
}
