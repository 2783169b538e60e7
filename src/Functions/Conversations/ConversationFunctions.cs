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

/// <summary>The conversations of the school; those who take part see them, and admins.</summary>
[Authorize(Roles = Role.Everybody)]
public sealed class ConversationFunctions(
    ConversationStore conversations, MessageStore messages, RequestDatabase database)
{
    /// <summary>Conversations with their last message and what is unread, a page at a time.</summary>
    [Function("listConversations")]
    public async Task<Ok<Page<Conversation>>> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "conversations")] HttpRequest request,
        [Range(1, Page<Conversation>.MaxLimit)] int limit = Page<Conversation>.DefaultLimit, string? cursor = null,
        string sort = "-lastActivityAt", bool count = false, CancellationToken cancellationToken = default)
    {
        var page = new PageRequest<Conversation>(
            request, ConversationStore.SortKeys, sort, limit, cursor, count);
        return TypedResults.Ok(await conversations.ListAsync(Caller.Of(request), page, cancellationToken));
    }

    /// <summary>All conversations of the caller, as one stream.</summary>
    [Function("exportConversations")]
    public ExportResult<Conversation> Export(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "conversations/export")] HttpRequest request,
        [AllowedValues("ndjson", "csv")] string format = "ndjson") =>
        new(database, ConversationStore.Query(Caller.Of(request)), "created_at, id", format);

    /// <summary>One conversation.</summary>
    [Function("getConversation")]
    public async Task<Results<Ok<Conversation>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "conversations/{id:guid}")]
        HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var conversation = await conversations.FindAsync(id, Caller.Of(request), cancellationToken);
        return conversation is null ? NotFound(id) : Answers.Found(request, conversation);
    }

    /// <summary>Begins a conversation.</summary>
    /// <remarks>
    /// A student may begin one with his tutors and admins, a tutor with his students, other tutors and admins, an admin
    /// with anybody. For everybody else the answer is as if that user did not exist.
    /// </remarks>
    [Body(typeof(ConversationInput), Example = """
        {"subject":"Fractions","participantIds":["0198e5a1-7320-783a-8dd8-eb4e26206a55"]}
        """)]
    [Function("createConversation")]
    public async Task<Created<Conversation>> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<ConversationInput>(request, cancellationToken);
        var conversation = await conversations.CreateAsync(input, Caller.Of(request), cancellationToken);
        return Answers.Created(request, conversation);
    }

    /// <summary>Marks the messages up to one of them as read by the caller; the mark never moves back.</summary>
    [Body(typeof(ReadMark), Example = """{"lastMessageId":"0198e5a1-7320-783a-8dd8-eb4e26206a55"}""")]
    [Function("markConversationRead")]
    public async Task<Results<Ok<Conversation>, ProblemHttpResult>> MarkRead(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "conversations/{id:guid}/read")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        var mark = await JsonBody.ReadAsync<ReadMark>(request, cancellationToken);
        int[]? versions = ETag.IfMatch(request);
        bool isMarked = await conversations.MarkReadAsync(id, mark, versions, caller, cancellationToken);
        var conversation = await conversations.FindAsync(id, caller, cancellationToken);
        if (conversation is null)
        {
            return NotFound(id);
        }

        if (!isMarked && versions?.Contains(conversation.Version) == false)
        {
            return ETag.Stale(conversation.Version);
        }

        // An admin who takes no part has nothing unread: the same question about the message, and nothing to move.
        if (!isMarked && await messages.FindAsync(id, mark.LastMessageId, caller, cancellationToken) is null)
        {
            return ProblemType.ValidationFailed.Result(
                $"lastMessageId is no message of conversation {id}.",
                new Dictionary<string, string[]> { ["lastMessageId"] = ["is no message of this conversation"] });
        }

        return Answers.Changed(request, conversation);
    }

    /// <summary>The problem of a conversation that is not there for the caller.</summary>
    internal static ProblemHttpResult NotFound(Guid id) =>
        ProblemType.NotFound.Result($"There is no conversation {id}.");
}
