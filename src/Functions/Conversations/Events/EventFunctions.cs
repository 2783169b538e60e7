using System.Globalization;
using Lectern.Functions.Http.Callers;
using Lectern.Functions.Http.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace Lectern.Functions.Conversations.Events;

/// <summary>What happens in a conversation, as it happens.</summary>
[Authorize(Roles = Role.Everybody)]
public sealed class EventFunctions(MessageStore messages, MessageListener listener, ILogger<MessageEvents> logger)
{
    private const string LastEventId = "Last-Event-ID";

    /// <summary>Each new message as a server-sent event; with Last-Event-ID from the one after that on.</summary>
    [Function("streamConversationEvents")]
    public async Task<Results<MessageEvents, ProblemHttpResult>> Stream(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "conversations/{id:guid}/events")]
        HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        int? last = LastNumber(request);
        // An id beyond the last message is not ours, or older than a restored database: nothing may be held back.
        return await messages.CountAsync(id, caller, cancellationToken) is { } count
            ? new MessageEvents(id, Math.Min(last ?? count, count), caller, messages, listener, logger)
            : ConversationFunctions.NotFound(id);
    }

    private static int? LastNumber(HttpRequest request)
    {
        string text = request.Headers[LastEventId].ToString();
        return text.Length == 0 ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
            : throw ProblemType.InvalidParameter.Exception(
                $"{LastEventId} must be the id of an event of this stream, a whole number.");
    }
}
