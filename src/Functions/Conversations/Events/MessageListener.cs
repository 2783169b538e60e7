using System.Diagnostics;
using System.Net.Sockets;
using Lectern.Functions.Http.Telemetry;
using Npgsql;

namespace Lectern.Functions.Conversations.Events;

/// <summary>
/// The one connection of an instance that listens for new messages, shared by all event streams. It is opened for the
/// first of them, reopened when it dies, and given back when the last has gone.
/// </summary>
public sealed partial class MessageListener(
    NpgsqlDataSource pool, EventTimes times, IHostApplicationLifetime lifetime, ILogger<MessageListener> logger)
    : IAsyncDisposable
{
    private const string Channel = "messages";
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, HashSet<Subscription>> _subscriptions = [];
    private readonly CancellationTokenSource _stop = new();
    private Task? _listening;

    /// <summary>The times of this instance's streams.</summary>
    public EventTimes Times => times;

    /// <summary>Ends the streams when the instance stops; they would hold up its end.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>How many subscriptions there are.</summary>
    public int SubscriptionCount
    {
        get
        {
            lock (_lock)
            {
                return _subscriptions.Values.Sum(subscriptions => subscriptions.Count);
            }
        }
    }

    /// <summary>Subscribes to a conversation's new messages, beginning with a first look.</summary>
    public Subscription Subscribe(Guid conversationId)
    {
        var subscription = new Subscription(this, conversationId);
        lock (_lock)
        {
            if (!_subscriptions.TryGetValue(conversationId, out var present))
            {
                _subscriptions[conversationId] = present = [];
            }

            present.Add(subscription);
            ServingMeter.CountSubscriber();
            if (_listening is null or { IsCompleted: true })
            {
                _listening = Task.Run(() => ListenAsync(_stop.Token), _stop.Token);
            }
        }

        return subscription;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await (_listening ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    internal void Remove(Subscription subscription)
    {
        lock (_lock)
        {
            if (!_subscriptions.TryGetValue(subscription.ConversationId, out var present)
                || !present.Remove(subscription))
            {
                return;
            }

            ServingMeter.CountUnsubscriber();
            if (present.Count == 0)
            {
                _subscriptions.Remove(subscription.ConversationId);
            }
        }
    }

    private async Task ListenAsync(CancellationToken token)
    {
        // It outlives the request that began it, and belongs to none.
        Activity.Current = null;
        var delay = FirstRetryDelay;
        while (!IsNobodyThere())
        {
            try
            {
                await using var connection = await pool.OpenConnectionAsync(token);
                connection.Notification += (_, notification) => Wake(notification.Payload);
                await ExecuteAsync(connection, $"listen {Channel}", token);
                delay = FirstRetryDelay;
                // What was posted while nobody listened is found by a look.
                WakeAll();
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

    /// <summary>Passes notifications on until nobody is there any more, or the connection dies.</summary>
    private async Task WaitAsync(NpgsqlConnection connection, CancellationToken token)
    {
        while (true)
        {
            if (await connection.WaitAsync(times.Check, token))
            {
                continue;
            }

            if (IsNobodyThere())
            {
                await ExecuteAsync(connection, $"unlisten {Channel}", token);
                return;
            }

            // A connection whose other end has vanished without a word would wait for ever.
            await ExecuteAsync(connection, "select 1", token);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(token);
    }

    /// <summary>Whether listening may end; if so, the next subscription begins anew.</summary>
    private bool IsNobodyThere()
    {
        lock (_lock)
        {
            if (_subscriptions.Count == 0)
            {
                _listening = null;
            }

            return _subscriptions.Count == 0;
        }
    }

    private void Wake(string conversationId)
    {
        lock (_lock)
        {
            if (Guid.TryParse(conversationId, out var id) && _subscriptions.TryGetValue(id, out var present))
            {
                foreach (var subscription in present)
                {
                    subscription.Wake();
                }
            }
        }
    }

    private void WakeAll()
    {
        lock (_lock)
        {
            foreach (var subscription in _subscriptions.Values.SelectMany(present => present))
            {
                subscription.Wake();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The connection that listens for messages is lost; next try in {DelayMs} ms")]
    private static partial void Lost(ILogger logger, Exception lost, double delayMs);
}
