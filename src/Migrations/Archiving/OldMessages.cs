namespace Lectern.Migrations.Archiving;

/// <summary>
/// Moves the first messages of conversations. The archived ones are those up to a number, and the last message of a
/// conversation stays, because lists of conversations show it.
/// </summary>
internal static class OldMessages
{
    private const string Old = """
        select count(*) from messages join conversations on conversations.id = conversation_id
        where messages.created_at < $1 and number < message_count
        """;

    private const string Table = "messages";
    private const int ConversationsInBatch = 100;
    private const int MessagesOfAConversation = 1_000;

    private const string Next = """
        select id from conversations
        where id > $1 and archived_through + 1 < message_count and (
            select created_at from messages
            where conversation_id = conversations.id and number = archived_through + 1
        ) < $2
        order by id
        limit $3
        """;

    private const string Years = """
        select distinct extract(year from created_at at time zone 'UTC')::int from messages
        where conversation_id = any ($1) and created_at < $2
        """;

    // Messages never change and new ones are never old, so a message that is posted meanwhile does not matter.
    private static readonly string Take = $"""
        with old as (
            select id, archived_through, least(message_count - 1, archived_through + {MessagesOfAConversation}, (
                select min(number) - 1 from messages
                where conversation_id = conversations.id and created_at >= $2
                    and number between archived_through + 1 and archived_through + {MessagesOfAConversation}
            )) as through
            from conversations
            where id = any ($1)
        ), gone as (
            delete from messages using old
            where conversation_id = old.id and number between old.archived_through + 1 and through
            returning messages.*
        ), marked as (
            update conversations set archived_through = through
            from old
            where conversations.id = old.id and through > old.archived_through
        )
        insert into archive.messages (id, conversation_id, number, sender_id, is_bot, body, created_at)
        select id, conversation_id, number, sender_id, is_bot, body, created_at from gone
        """;

    /// <returns>How many messages would be moved.</returns>
    public static long Count(ArchiveSession session, DateTime before) =>
        session.Has(Table) ? session.Read<long>(Old, before)[0] : 0;

    /// <returns>How many messages were moved.</returns>
    public static long Move(ArchiveSession session, DateTime before)
    {
        if (!session.Has(Table))
        {
            return 0;
        }

        long moved = 0;
        var last = Guid.Empty;
        while (session.Read<Guid>(Next, last, before, ConversationsInBatch) is { Length: > 0 } conversations)
        {
            session.EnsureYears(session.Read<int>(Years, conversations, before), Table);
            while (session.Change(Table, new ArchiveStatement(Take, conversations, before)) is [> 0 and var rows])
            {
                moved += rows;
                session.Tell(Table, moved, rows);
            }

            last = conversations[^1];
        }

        return moved;
    }
}
