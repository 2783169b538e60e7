using Lectern.Functions.Students;
using Lectern.Functions.Tutors;

namespace Lectern.Functions.Conversations;

public sealed class ConversationStore(RequestDatabase database)
{
    private static readonly string[] DoesNotExist = ["does not exist"];

    // Messages are numbered without gaps: the last number is their count, and a subtraction gives the unread ones. The
    // planner runs the subqueries after the limit, with one index look-up for each row shown. The last message is never
    // archived.
    private const string Columns = """
        id, subject, message_count, last_activity_at, created_at, updated_at,
        version + coalesce(own.last_read_number, 0) as version,
        coalesce(message_count - own.last_read_number, 0) as unread_count,
        array(
            select user_id from participants where conversation_id = conversations.id order by user_id
        ) as participant_ids,
        (
            select jsonb_build_object(
                'id', messages.id, 'conversationId', conversation_id, 'number', number, 'senderId', sender_id,
                'isBot', is_bot, 'body', body,
                'createdAt', to_char(messages.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))::text
            from messages
            where conversation_id = conversations.id and number = message_count
        ) as last_message_json
        """;

    private const string From = """
        conversations
        left join participants own on own.conversation_id = conversations.id and own.user_id = @Caller
        """;

    public Selection<Conversation> List(Caller caller) => new(
        database, Columns, From, caller.IsAdmin ? "true" : "own.user_id = @Caller", new { Caller = caller.UserId });

    /// <summary>SQL with @ConversationId and @Caller: participants and admins see a conversation.</summary>
    public static string VisibleTo(Caller caller) => caller.IsAdmin
        ? "true"
        : "exists (select from participants where conversation_id = @ConversationId and user_id = @Caller)";

    public Task<Conversation?> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"select {Columns} from {From} where id = @ConversationId and {VisibleTo(caller)}";
        return database.ReadSingleOrDefaultAsync<Conversation>(
            sql, new { ConversationId = id, Caller = caller.UserId }, cancellationToken);
    }

    /// <exception cref="ProblemException">
    /// 422 validation-failed: participants do not exist. Those whom the caller may not write to are reported in the
    /// same way.
    /// </exception>
    public async Task<Conversation> CreateAsync(
        ConversationInput input, Caller caller, CancellationToken cancellationToken)
    {
        // Missing users are looked up first: a foreign key violation would abort the transaction of an idempotency key,
        // and would name only one of them.
        string sql = $"""
            with named as (
                select coalesce((select user_id from tutors where tutors.id = named_id), named_id) as user_id, place
                from unnest(@ParticipantIds) with ordinality as rows (named_id, place)
            ), missing as (
                select place from named
                where not exists (select from users where users.id = named.user_id and {MayWriteWith(caller)})
            ), made as (
                insert into conversations (id, subject, created_by)
                select @Id, @Subject, @Caller where not exists (select from missing)
                returning id
            ), joined as (
                insert into participants (conversation_id, user_id)
                select distinct made.id, user_id from made, named
            )
            select place from missing order by place;
            select {Columns} from {From} where id = @Id
            """;
        var participants = caller.UserId is { } self
            ? [.. input.ParticipantIds, self]
            : input.ParticipantIds;
        var id = Guid.CreateVersion7();
        var parameters = new { Id = id, input.Subject, Caller = caller.UserId, ParticipantIds = participants };
        var (missing, made) = await database.WriteUnlessMissingAsync<Conversation>(sql, parameters, cancellationToken);
        return missing.Count > 0 ? throw Missing(missing) : made!;
    }

    /// <returns>False if the conversation lacks the message, the caller takes no part, or no version matches.</returns>
    public async Task<bool> MarkReadAsync(
        Guid id, ReadMark mark, int[]? versions, Caller caller, CancellationToken cancellationToken)
    {
        const string sql = """
            update participants own set last_read_number = greatest(own.last_read_number, messages.number)
            from conversations, (
                select number from all_messages where id = @LastMessageId and conversation_id = @id limit 1
            ) messages
            where own.conversation_id = @id and own.user_id = @Caller and conversations.id = @id
                and (@versions::int[] is null or conversations.version + own.last_read_number = any(@versions))
            """;
        return await database.ExecuteAsync(
            sql, new { id, mark.LastMessageId, versions, Caller = caller.UserId }, cancellationToken) == 1;
    }

    // SQL on a row of users, with @Caller.
    private static string MayWriteWith(Caller caller) => caller.Role switch
    {
        Role.Admin => "true",
        Role.Tutor => $"""
            (users.id = @Caller or users.role in ('admin', 'tutor') or exists (
                select from students where students.user_id = users.id and {StudentStore.VisibleTo(caller)}))
            """,
        _ => $"""
            (users.id = @Caller or users.role = 'admin' or exists (
                select from tutors where tutors.user_id = users.id and {TutorStore.VisibleTo(caller)}))
            """,
    };

    private static ProblemException Missing(IReadOnlyList<long> places)
    {
        var errors = places.ToDictionary(place => $"participantIds[{place - 1}]", _ => DoesNotExist);
        return ProblemType.ValidationFailed.Exception(
            $"{string.Join(", ", errors.Keys.Take(10))} name users that do not exist.", errors);
    }
}
