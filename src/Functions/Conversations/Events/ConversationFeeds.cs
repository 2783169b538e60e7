using Lectern.Functions.Telemetry;

namespace Lectern.Functions.Conversations.Events;

/// <summary>The open event streams of this instance, by conversation.</summary>
public sealed class ConversationFeeds(EventStore store, IHostApplicationLifetime lifetime)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, ConversationFeed> _feeds = [];

    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _feeds.Count == 0;
            }
        }
    }

    public IReadOnlyList<Subscriber> Subscribers
    {
        get
        {
            lock (_lock)
            {
                return [.. _feeds.Values.SelectMany(feed => feed.Subscribers)];
            }
        }
    }

    /// <summary>The conversations, each with the number of the last message that was read.</summary>
    public IReadOnlyList<(Guid ConversationId, int Number)> LastNumbers
    {
        get
        {
            lock (_lock)
            {
                return [.. _feeds.Values.Select(feed => (feed.ConversationId, feed.LastNumber))];
            }
        }
    }

    /// <param name="conversationId">The conversation.</param>
    /// <param name="count">
    /// The number of its messages, read before. The feed of the first subscriber begins after it.
    /// </param>
    /// <param name="caller">The caller, who sees the conversation.</param>
    public Subscriber Subscribe(Guid conversationId, int count, Caller caller)
    {
        lock (_lock)
        {
            bool isFirst = !_feeds.TryGetValue(conversationId, out var feed);
            if (feed is null)
            {
                _feeds[conversationId] = feed = new(conversationId, count, store, lifetime.ApplicationStopping);
            }

            var subscriber = new Subscriber(this, feed, caller);
            feed.Add(subscriber);
            if (isFirst)
            {
                // Notifications since the count have found no feed.
                feed.Wake();
            }

            ServingMeter.Subscribers.Add(1);
            return subscriber;
        }
    }

    public void Wake(Guid conversationId)
    {
        lock (_lock)
        {
            if (_feeds.TryGetValue(conversationId, out var feed))
            {
                feed.Wake();
            }
        }
    }

    public void WakeAll()
    {
        lock (_lock)
        {
            foreach (var feed in _feeds.Values)
            {
                feed.Wake();
            }
        }
    }

    internal void Remove(ConversationFeed feed, Subscriber subscriber)
    {
        lock (_lock)
        {
            if (!feed.Remove(subscriber, out bool isEmpty))
            {
                return;
            }

            ServingMeter.Subscribers.Add(-1);
            if (isEmpty)
            {
                _feeds.Remove(feed.ConversationId);
            }
        }
    }
}
