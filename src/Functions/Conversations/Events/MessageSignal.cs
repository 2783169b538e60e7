namespace Lectern.Functions.Conversations.Events;

/// <summary>Holds no messages: the stream reads them from the table, so a slow reader costs no memory.</summary>
public sealed class MessageSignal : IDisposable
{
    private readonly MessageListener _listener;

    // Set at first, so that the first wait returns at once and the stream finds earlier messages.
    private readonly SemaphoreSlim _signal = new(1);

    internal MessageSignal(MessageListener listener, Guid conversationId)
    {
        _listener = listener;
        ConversationId = conversationId;
    }

    public Guid ConversationId { get; }

    /// <summary>False after the timeout.</summary>
    public Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        _signal.WaitAsync(timeout, cancellationToken);

    public void Dispose()
    {
        _listener.Remove(this);
        _signal.Dispose();
    }

    /// <summary>Several calls before the next wait count as one. Call it only under the lock of the listener.</summary>
    internal void Wake()
    {
        if (_signal.CurrentCount == 0)
        {
            _signal.Release();
        }
    }
}
