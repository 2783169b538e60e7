namespace Lectern.Functions.Conversations.Events;

/// <summary>One open stream. It holds no messages, so a slow client costs little memory.</summary>
public sealed class Subscriber : IDisposable
{
    private readonly ConversationFeeds _feeds;
    private readonly ConversationFeed _feed;

    // Set at first, so that the first wait returns at once and the stream finds earlier messages.
    private readonly SemaphoreSlim _signal = new(1);

    // It has no timer, so it needs no disposal, which the check of the access could come after.
    private readonly CancellationTokenSource _ended = new();

    internal Subscriber(ConversationFeeds feeds, ConversationFeed feed, Caller caller) =>
        (_feeds, _feed, Caller) = (feeds, feed, caller);

    public Caller Caller { get; }
    public Guid ConversationId => _feed.ConversationId;

    /// <summary>Cancelled when the caller may no longer see the conversation.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>False after the timeout.</summary>
    public Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        _signal.WaitAsync(timeout, cancellationToken);

    /// <summary>The next messages in memory; null if some after this number are only in the table.</summary>
    public IReadOnlyList<MessageFrame>? After(int number) => _feed.After(number);

    public void Dispose()
    {
        _feeds.Remove(_feed, this);
        _signal.Dispose();
    }

    internal Task EndAsync() => _ended.CancelAsync();

    /// <summary>Several calls before the next wait count as one. Call it only under the lock of the feed.</summary>
    internal void Wake()
    {
        if (_signal.CurrentCount == 0)
        {
            _signal.Release();
        }
    }
}
