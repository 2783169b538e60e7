using System.Diagnostics;
using System.Net.Sockets;
using Lectern.Database;

namespace Lectern.Functions.Conversations.Events;

/// <summary>
/// Notifies all instances of new messages, after the commit and in a transaction of its own. NOTIFY takes a lock of the
/// whole server until its transaction is committed (PostgreSQL manual: NOTIFY): with the message in it, all messages
/// would wait for the disk one after the other. A notification that is lost delays a message by
/// <see cref="EventTimes.Check"/>.
/// </summary>
public sealed partial class MessageNotices(
    ApplicationDatabase database, IHostApplicationLifetime lifetime, ILogger<MessageNotices> logger) : IAsyncDisposable
{
    // The rest is found by the next look at the table.
    private const int MaxWaiting = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _waiting = [];
    private Task _sending = Task.CompletedTask;

    /// <summary>Notifies soon: calls during a notification are sent together.</summary>
    public void Send(Guid conversationId)
    {
        lock (_lock)
        {
            if (_waiting.Count < MaxWaiting)
            {
                _waiting.Add(conversationId);
            }

            if (_sending.IsCompleted)
            {
                _sending = Task.Run(SendAllAsync, lifetime.ApplicationStopping);
            }
        }
    }

    public async ValueTask DisposeAsync() =>
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task SendAllAsync()
    {
        // This task outlives the request that starts it, so it must not continue its span.
        Activity.Current = null;
        while (Take() is { Length: > 0 } conversations)
        {
            try
            {
                await database.WriteAsync(
                    async (connection, token) =>
                    {
                        await using var command = new NpgsqlCommand(
                            "select count(pg_notify('messages', id::text)) from unnest($1) as made (id)", connection);
                        command.Parameters.Add(new() { Value = conversations });
                        return await command.ExecuteScalarAsync(token);
                    },
                    lifetime.ApplicationStopping);
            }
            catch (Exception lost) when (lost is NpgsqlException or SocketException or IOException)
            {
                Lost(logger, lost, conversations.Length);
            }
        }
    }

    private Guid[] Take()
    {
        lock (_lock)
        {
            Guid[] taken = [.. _waiting];
            _waiting.Clear();
            if (taken.Length == 0)
            {
                _sending = Task.CompletedTask;
            }

            return taken;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Notifications of {Count} conversations are lost; their messages are found by the next look")]
    private static partial void Lost(ILogger logger, Exception lost, int count);
}
