using Lectern.Functions.Http.Streams;

namespace Lectern.Functions.Conversations.Events;

[Access(Read = Role.Everybody)]
public sealed class EventFunctions(MessageStore messages, MessageListener listener, ClientWriter client)
{
    private const string LastEventId = "Last-Event-ID";

    /// <summary>New messages as server-sent events. With Last-Event-ID, the stream starts after that event.</summary>
    [Function("streamConversationEvents")]
    public async Task<Results<MessageEvents, ProblemHttpResult>> Stream(
        [HttpTrigger(Anonymous, "get", "head", Route = "conversations/{id:guid}/events")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        int? last = LastNumber(request);
        // An id beyond the last message is wrong, or older than a restored database. New messages must still be sent.
        return await messages.CountAsync(id, caller, cancellationToken) is { } count
            ? new MessageEvents(id, Math.Min(last ?? count, count), count, caller, messages, listener, client)
            : Answers.Missing($"conversation {id}");
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
