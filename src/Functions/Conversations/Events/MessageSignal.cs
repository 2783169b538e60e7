namespace Lectern.Functions.Conversations.Events;

/// <summary>
/// Somebody's wish to be woken when a conversation has new messages. It holds no messages, only whether there may be
/// some: who is woken reads them from the table, so that a slow reader costs nothing.
/// </summary>
public sealed class MessageSignal : IDisposable
{
    private readonly MessageListener _listener;

    // Set at first: what came before it is found by a first look.
    private readonly SemaphoreSlim _signal = new(1);

    internal MessageSignal(MessageListener listener, Guid conversationId)
    {
        _listener = listener;
        ConversationId = conversationId;
    }

    public Guid ConversationId { get; }

    /// <summary>Waits until there may be new messages; false where the time is over without any.</summary>
    public Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        _signal.WaitAsync(timeout, cancellationToken);

    public void Dispose()
    {
        _listener.Remove(this);
        _signal.Dispose();
    }

    /// <summary>Sets the signal; many before the next look are one. Called under the listener's lock alone.</summary>
    internal void Wake()
    {
        if (_signal.CurrentCount == 0)
        {
            _signal.Release();
        }
    }
}
