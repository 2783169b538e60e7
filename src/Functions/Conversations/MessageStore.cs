using Lectern.Functions.Conversations.Events;

namespace Lectern.Functions.Conversations;

public sealed class MessageStore(RequestDatabase database, MessageNotices notices)
{
    private const string Columns = "id, conversation_id, number, sender_id, is_bot, body, created_at";

    /// <summary>Empty if the caller does not see the conversation.</summary>
    public Selection<Message> List(Guid conversationId, Caller caller) => new(
        database,
        Columns,
        "all_messages",
        $"conversation_id = @ConversationId and {After("0")} and {ConversationStore.VisibleTo(caller)}",
        new { ConversationId = conversationId, Caller = caller.UserId },
        ExportSort: "number");

    /// <summary>
    /// Null if the caller does not see the conversation. Reads the primary, because the count of a lagging replica
    /// would start an event stream too early.
    /// </summary>
    public Task<int?> CountAsync(Guid conversationId, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"""
            select message_count from conversations where id = @ConversationId and {ConversationStore.VisibleTo(caller)}
            """;
        return database.ReadSingleOrDefaultAsync<int?>(
            sql, new { ConversationId = conversationId, Caller = caller.UserId }, cancellationToken);
    }

    public Task<Message?> FindAsync(Guid conversationId, Guid id, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"""
            select {Columns} from all_messages
            where id = @id and conversation_id = @ConversationId and {ConversationStore.VisibleTo(caller)}
            limit 1
            """;
        return database.ReadSingleOrDefaultAsync<Message>(
            sql, new { id, ConversationId = conversationId, Caller = caller.UserId }, cancellationToken);
    }

    /// <summary>
    /// Reads the primary: a lagging replica may lack the new message, and nothing would trigger another read.
    /// </summary>
    public Task<IReadOnlyList<Message>> ReadAfterAsync(
        Guid conversationId, int number, int limit, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"""
            select {Columns} from all_messages
            where conversation_id = @ConversationId and {After("@number")} and {ConversationStore.VisibleTo(caller)}
            order by number
            limit @limit
            """;
        var parameters = new { ConversationId = conversationId, number, limit, Caller = caller.UserId };
        return database.ReadListAsync<Message>(sql, parameters, cancellationToken);
    }

    /// <summary>Null if the caller sees no such conversation.</summary>
    public async Task<Message?> PostAsync(
        Guid conversationId, string body, bool isBot, Caller caller, CancellationToken cancellationToken)
    {
        // The lock of the conversation's row serializes the numbers. The clock is read under it: now() is when the
        // transaction began, so after a wait the message would seem older than those before it. The setting has the
        // table's trigger not notify: MessageNotices does, after the commit.
        string sql = $"""
            with conversation as (
                update conversations
                set message_count = message_count + 1, last_activity_at = clock_timestamp()
                where id = @ConversationId and {ConversationStore.VisibleTo(caller)}
                    and set_config('lectern.notify_later', 'on', true) = 'on'
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
        var message = await database.WriteSingleOrDefaultAsync<Message>(sql, parameters, cancellationToken);
        if (message is not null)
        {
            database.AfterCommit(() => notices.Send(conversationId));
        }

        return message;
    }

    // The archive is not read if it has no such message of the conversation.
    private static string After(string number) => $"""
        number > {number} and (
            not is_archived
            or {number} < (select archived_through from conversations where id = @ConversationId))
        """;
}
