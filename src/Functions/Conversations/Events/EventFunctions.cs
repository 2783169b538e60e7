using System.Globalization;

namespace Lectern.Functions.Conversations.Events;

[Access(Read = Role.Everybody)]
public sealed class EventFunctions(MessageStore messages, MessageListener listener, ILogger<MessageEvents> logger)
{
    private const string LastEventId = "Last-Event-ID";

    /// <summary>Each new message as a server-sent event; with Last-Event-ID from the one after that on.</summary>
    [Function("streamConversationEvents")]
    public async Task<Results<MessageEvents, ProblemHttpResult>> Stream(
        [HttpTrigger(Anonymous, "get", "head", Route = "conversations/{id:guid}/events")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        int? last = LastNumber(request);
        // An id beyond the last message is not ours, or older than a restored database: nothing may be held back.
        return await messages.CountAsync(id, caller, cancellationToken) is { } count
            ? new MessageEvents(id, Math.Min(last ?? count, count), caller, messages, listener, logger)
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
