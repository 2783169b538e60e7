using System.Net.Sockets;
using Lectern.Database;
using Lectern.Functions.Admission;

namespace Lectern.Functions.Conversations.Events;

/// <summary>What this instance reads for many event streams at once.</summary>
public sealed class EventStore(ApplicationDatabase database, DatabasePlaces places)
{
    private static readonly Caller Everybody = new(Role.Admin, UserId: null);

    private RequestDatabase Database => new(database, places) { Share = Share.Events };

    /// <summary>Is it a failure that passes, so that the read is worth another try?</summary>
    public static bool IsUnavailable(Exception failure) =>
        failure is NpgsqlException or SocketException or ProblemException;

    /// <summary>The caller of each stream is checked when it opens.</summary>
    public Task<IReadOnlyList<Message>> ReadAfterAsync(
        Guid conversationId, int number, int limit, CancellationToken cancellationToken) =>
        new MessageStore(Database).ReadAfterAsync(conversationId, number, limit, Everybody, cancellationToken);
}
