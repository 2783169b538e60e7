using System.Diagnostics;

namespace Lectern.Functions.Conversations.Events;

/// <summary>
/// The newest messages of a conversation, for all its subscribers on this instance: read once, after a number that only
/// grows. So lost or repeated notifications cause neither gaps nor duplicates.
/// </summary>
internal sealed class ConversationFeed(Guid conversationId, int number, EventStore store, CancellationToken stopping)
{
    private const int PageRows = 20;
    // 200 messages of usual length. 2,000 conversations take 128 MiB at most.
    private const int KeptBytes = 64 * 1024;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly HashSet<Subscriber> _subscribers = [];
    private readonly List<MessageFrame> _frames = [];
    private int _keptBytes;
    // All messages after this one, up to the last one read, are in memory.
    private int _from = number;
    private int _last = number;
    private bool _isReading;
    private bool _isOutdated;

    public Guid ConversationId => conversationId;

    public IReadOnlyList<Subscriber> Subscribers
    {
        get
        {
            lock (_lock)
            {
                return [.. _subscribers];
            }
        }
    }

    /// <summary>The number of the last message that was read.</summary>
    public int LastNumber
    {
        get
        {
            lock (_lock)
            {
                return _last;
            }
        }
    }

    public void Add(Subscriber subscriber)
    {
        lock (_lock)
        {
            _subscribers.Add(subscriber);
        }
    }

    /// <summary>False if it was not there.</summary>
    public bool Remove(Subscriber subscriber, out bool isEmpty)
    {
        lock (_lock)
        {
            bool wasThere = _subscribers.Remove(subscriber);
            isEmpty = _subscribers.Count == 0;
            return wasThere;
        }
    }

    /// <summary>Reads the table. Calls during a read cause one more read together.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            _isOutdated = true;
            if (!_isReading)
            {
                _isReading = true;
                _ = Task.Run(ReadAsync, stopping);
            }
        }
    }

    /// <summary>The next messages in memory; null if some after this number are only in the table.</summary>
    public IReadOnlyList<MessageFrame>? After(int number)
    {
        lock (_lock)
        {
            if (number < _from)
            {
                return null;
            }

            int next = number >= _last ? -1 : _frames.FindIndex(frame => frame.Number > number);
            return next < 0 ? [] : _frames.GetRange(next, Math.Min(_frames.Count - next, PageRows));
        }
    }

    private async Task ReadAsync()
    {
        // This task outlives the request that starts it, so it must not continue its span.
        Activity.Current = null;
        try
        {
            while (BeginRead())
            {
                try
                {
                    var page = await store.ReadAfterAsync(conversationId, _last, PageRows, stopping);
                    Keep([.. page.Select(MessageFrame.Of)], mayHaveMore: page.Count == PageRows);
                }
                catch (Exception failure) when (EventStore.IsUnavailable(failure))
                {
                    await Task.Delay(RetryDelay, stopping);
                    Keep([], mayHaveMore: true);
                }
            }
        }
        catch
        {
            // The next notification starts again.
            lock (_lock)
            {
                _isReading = false;
            }

            throw;
        }
    }

    private bool BeginRead()
    {
        lock (_lock)
        {
            _isReading = _isOutdated && _subscribers.Count > 0;
            _isOutdated = false;
            return _isReading;
        }
    }

    private void Keep(MessageFrame[] page, bool mayHaveMore)
    {
        lock (_lock)
        {
            _isOutdated |= mayHaveMore;
            if (page.Length == 0)
            {
                return;
            }

            _frames.AddRange(page);
            _last = page[^1].Number;
            _keptBytes += page.Sum(frame => frame.Bytes.Length);
            int dropped = 0;
            while (_keptBytes > KeptBytes)
            {
                _keptBytes -= _frames[dropped].Bytes.Length;
                _from = _frames[dropped].Number;
                dropped++;
            }

            _frames.RemoveRange(0, dropped);
            foreach (var subscriber in _subscribers)
            {
                subscriber.Wake();
            }
        }
    }
}
