using System.Diagnostics;
using System.Net.Sockets;
using Lectern.Database;

namespace Lectern.Functions.Conversations.Events;

/// <summary>One connection for all event streams of an instance: open from the first stream to the last.</summary>
public sealed partial class MessageListener(
    [FromKeyedServices(ListeningDatabase.Key)] ApplicationDatabase database, ConversationFeeds feeds,
    EventTimes times, IHostApplicationLifetime lifetime, ILogger<MessageListener> logger)
    : IAsyncDisposable
{
    private const string Channel = "messages";
    // Until then, a silent network delays messages.
    private const int AnswerSeconds = 5;
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private Task? _listening;

    public EventTimes Times => times;
    /// <summary>Open streams would delay the shutdown.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <inheritdoc cref="ConversationFeeds.Subscribe"/>
    public Subscriber Subscribe(Guid conversationId, int count, Caller caller)
    {
        var subscriber = feeds.Subscribe(conversationId, count, caller);
        lock (_lock)
        {
            if (_listening is null or { IsCompleted: true })
            {
                _listening = Task.Run(() => ListenAsync(_stop.Token), _stop.Token);
            }
        }

        return subscriber;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await (_listening ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ListenAsync(CancellationToken token)
    {
        // This task outlives the request that starts it, so it must not continue its span.
        Activity.Current = null;
        var delay = FirstRetryDelay;
        while (!IsNobodyThere())
        {
            try
            {
                await using var connection = await database.Primary.OpenConnectionAsync(token);
                connection.Notification += (_, notification) => Wake(notification.Payload);
                await ExecuteAsync(connection, $"listen {Channel}", token);
                delay = FirstRetryDelay;
                // Messages may have been posted while nothing listened.
                feeds.WakeAll();
                await WaitAsync(connection, token);
                return;
            }
            catch (Exception lost) when (lost is NpgsqlException or SocketException or IOException)
            {
                Lost(logger, lost, delay.TotalMilliseconds);
                await Task.Delay(delay, token);
                delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, LongestRetryDelay.Ticks));
            }
        }
    }

    private async Task WaitAsync(NpgsqlConnection connection, CancellationToken token)
    {
        long checkedAt = Stopwatch.GetTimestamp();
        while (true)
        {
            var rest = times.Check - Stopwatch.GetElapsedTime(checkedAt);
            if (rest > TimeSpan.Zero && await connection.WaitAsync(rest, token))
            {
                continue;
            }

            if (IsNobodyThere())
            {
                await ExecuteAsync(connection, $"unlisten {Channel}", token);
                return;
            }

            // It also finds a connection whose other end vanished, which would wait forever.
            await FindMissedAsync(connection, token);
            checkedAt = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>Wakes the feeds whose conversations have messages that nobody was notified of.</summary>
    private async Task FindMissedAsync(NpgsqlConnection connection, CancellationToken token)
    {
        const string sql = """
            select id from unnest($1, $2) as held (conversation_id, number) join conversations on id = conversation_id
            where message_count > number
            """;
        var held = feeds.LastNumbers;
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = AnswerSeconds };
        command.Parameters.Add(new() { Value = held.Select(feed => feed.ConversationId).ToArray() });
        command.Parameters.Add(new() { Value = held.Select(feed => feed.Number).ToArray() });
        await using var missed = await command.ExecuteReaderAsync(token);
        while (await missed.ReadAsync(token))
        {
            feeds.Wake(missed.GetGuid(0));
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = AnswerSeconds };
        await command.ExecuteNonQueryAsync(token);
    }

    // If so, the next subscription starts the listener again.
    private bool IsNobodyThere()
    {
        lock (_lock)
        {
            bool isEmpty = feeds.IsEmpty;
            if (isEmpty)
            {
                _listening = null;
            }

            return isEmpty;
        }
    }

    private void Wake(string conversationId)
    {
        if (Guid.TryParse(conversationId, out var id))
        {
            feeds.Wake(id);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The connection that listens for messages is lost; next try in {DelayMs} ms")]
    private static partial void Lost(ILogger logger, Exception lost, double delayMs);
}
