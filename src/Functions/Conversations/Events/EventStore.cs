using System.Net.Sockets;
using Lectern.Database;
using Lectern.Functions.Admission;

namespace Lectern.Functions.Conversations.Events;

/// <summary>What this instance reads for many event streams at once.</summary>
public sealed class EventStore(
    ApplicationDatabase database, DatabasePlaces places, CallerSource source, MessageNotices notices)
{
    private static readonly Caller Everybody = new(Role.Admin, UserId: null);

    private RequestDatabase Database => new(database, places) { Share = Share.Events };

    /// <summary>Is it a failure that passes, so that the read is worth another try?</summary>
    public static bool IsUnavailable(Exception failure) =>
        failure is NpgsqlException or SocketException or ProblemException;

    /// <summary>The caller of each stream is checked when it opens, and by <see cref="AccessCheck"/>.</summary>
    public Task<IReadOnlyList<Message>> ReadAfterAsync(
        Guid conversationId, int number, int limit, CancellationToken cancellationToken) =>
        new MessageStore(Database, notices).ReadAfterAsync(conversationId, number, limit, Everybody, cancellationToken);

    /// <summary>
    /// The users that are not active, have another role, or do not participate. In development, the header is the role.
    /// </summary>
    public async Task<IReadOnlyList<EventAccess>> FindLostAsync(
        IReadOnlyList<EventAccess> held, CancellationToken cancellationToken)
    {
        const string sql = """
            select (place - 1)::int
            from unnest(@Users, @Roles, @Conversations) with ordinality as held (user_id, role, conversation_id, place)
            where not exists (
                select from users
                where users.id = held.user_id and is_active and (users.role = held.role or @IsDevelopment)
            ) or held.role <> 'admin' and not exists (
                select from participants
                where participants.conversation_id = held.conversation_id and participants.user_id = held.user_id
            )
            """;
        var parameters = new
        {
            Users = held.Select(access => access.Caller.UserId!.Value).ToArray(),
            Roles = held.Select(access => access.Caller.Role).ToArray(),
            Conversations = held.Select(access => access.ConversationId).ToArray(),
            IsDevelopment = source is CallerSource.Development,
        };
        var lost = await Database.ReadListAsync<int>(sql, parameters, cancellationToken);
        return [.. lost.Select(place => held[place])];
    }
}
