namespace Lectern.Functions.Conversations;

public sealed class MessageStore(RequestDatabase database)
{
    private const string Columns = "id, conversation_id, number, sender_id, is_bot, body, created_at";

    /// <summary>The messages of a conversation; none where the caller does not see it.</summary>
    public Selection<Message> List(Guid conversationId, Caller caller) => new(
        database,
        Columns,
        "messages",
        $"conversation_id = @ConversationId and {ConversationStore.VisibleTo(caller)}",
        new { ConversationId = conversationId, Caller = caller.UserId },
        ExportOrder: "number");

    /// <summary>
    /// How many messages there are; null where there is no such conversation that the caller may see. Asked where it
    /// is written: a replica that lags would have an event stream begin too early.
    /// </summary>
    public Task<int?> CountAsync(Guid conversationId, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"""
            select message_count from conversations where id = @ConversationId and {ConversationStore.VisibleTo(caller)}
            """;
        return database.ReadSingleOrDefaultAsync<int?>(
            sql, new { ConversationId = conversationId, Caller = caller.UserId }, cancellationToken);
    }

    public Task<Message?> FindAsync(
        Guid conversationId, Guid id, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"""
            select {Columns} from messages
            where id = @id and conversation_id = @ConversationId and {ConversationStore.VisibleTo(caller)}
            """;
        return database.ReadSingleOrDefaultAsync<Message>(
            sql, new { id, ConversationId = conversationId, Caller = caller.UserId }, cancellationToken);
    }

    /// <summary>
    /// The messages after a number, in their order. Read where they are written: a replica that lags would not have
    /// what the notification was about, and nobody would ask again.
    /// </summary>
    public Task<IReadOnlyList<Message>> ReadAfterAsync(
        Guid conversationId, int number, int limit, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"""
            select {Columns} from messages
            where conversation_id = @ConversationId and number > @number and {ConversationStore.VisibleTo(caller)}
            order by number
            limit @limit
            """;
        var parameters = new { ConversationId = conversationId, number, limit, Caller = caller.UserId };
        return database.ReadListAsync<Message>(sql, parameters, cancellationToken);
    }

    /// <summary>
    /// Posts a message, which its sender has read; null where there is no such conversation that the caller may see.
    /// </summary>
    public Task<Message?> PostAsync(
        Guid conversationId, string body, bool isBot, Caller caller, CancellationToken cancellationToken)
    {
        // The conversation's row lock gives out the numbers. The clock is read under it as well: now() is when the
        // transaction began, and one that had to wait would seem older than the messages before it.
        string sql = $"""
            with conversation as (
                update conversations
                set message_count = message_count + 1, last_activity_at = clock_timestamp()
                where id = @ConversationId and {ConversationStore.VisibleTo(caller)}
                returning id, message_count, last_activity_at
            ), reader as (
                update participants set last_read_number = conversation.message_count
                from conversation
                where conversation_id = conversation.id and user_id = @Caller
            )
            insert into messages (id, conversation_id, number, sender_id, is_bot, body, created_at)
            select @Id, conversation.id, message_count, @Caller, @isBot, @body, last_activity_at from conversation
            returning {Columns}
            """;
        var parameters = new
        {
            Id = Guid.CreateVersion7(),
            ConversationId = conversationId,
            Caller = caller.UserId,
            isBot,
            body,
        };
        return database.WriteSingleOrDefaultAsync<Message>(sql, parameters, cancellationToken);
    }
}
