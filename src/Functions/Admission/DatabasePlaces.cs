using System.Collections.Concurrent;
using Lectern.Database;
using Lectern.Functions.Telemetry;

namespace Lectern.Functions.Admission;

/// <summary>
/// The places in front of the connection pool. A request takes one for each statement or transaction, not for its whole
/// life, so a client that sends or reads slowly keeps none. When too many wait, a new request is refused at once
/// instead of waiting in vain; one that was admitted is never refused later.
/// </summary>
public sealed class DatabasePlaces(ApplicationDatabase database, AdmissionSettings settings)
{
    public const string Refusal = "Too many requests wait for the database; try again in a few seconds.";

    // The connections for readiness and for the listener of event streams.
    private const int Reserved = 2;
    private const int ReservedPart = 5;

    private readonly int _places = database.PoolSize - Math.Min(Reserved, database.PoolSize / ReservedPart);
    private readonly ConcurrentDictionary<Share, Queue> _shares = new();
    private Queue? _all;
    private int _waiting;

    private static NpgsqlException TimedOut => new(
        "No connection became free in time.", new TimeoutException());

    private Queue All => _all ?? Interlocked.CompareExchange(ref _all, new(_places), null) ?? _all;

    /// <summary>Would a new request of this share be refused?</summary>
    public bool IsFull(Share share) => IsFull(QueueOf(share));

    /// <exception cref="ProblemException">503 overloaded: too many requests wait already.</exception>
    /// <exception cref="NpgsqlException">No place was free within the pool's own time limit.</exception>
    public async ValueTask<Place> TakeAsync(Share share, bool isAdmitted, CancellationToken cancellationToken)
    {
        var queue = QueueOf(share);
        if (!queue.Wait(0, CancellationToken.None))
        {
            await WaitAsync(queue, queue, isAdmitted, cancellationToken);
        }

        if (!All.Wait(0, CancellationToken.None))
        {
            try
            {
                await WaitAsync(All, queue, isAdmitted, cancellationToken);
            }
            catch
            {
                queue.Release();
                throw;
            }
        }

        return new(queue, All);
    }

    private Queue QueueOf(Share share) =>
        _shares.GetOrAdd(share, static (key, places) => new((int)Math.Ceiling(places * key.Part)), _places);

    // A share may not take all the waiting places either.
    private bool IsFull(Queue queue) =>
        Volatile.Read(ref _waiting) >= settings.Waiting || queue.Waiting * 4 >= settings.Waiting * 3;

    private async Task WaitAsync(Queue queue, Queue share, bool isAdmitted, CancellationToken cancellationToken)
    {
        if (!isAdmitted && IsFull(share))
        {
            throw ProblemType.Overloaded.Exception(Refusal);
        }

        Interlocked.Increment(ref _waiting);
        ServingMeter.Waiting.Add(1);
        Interlocked.Increment(ref share.Waiting);
        try
        {
            if (!await queue.WaitAsync(database.ConnectTimeout, cancellationToken))
            {
                throw TimedOut;
            }
        }
        finally
        {
            Interlocked.Decrement(ref share.Waiting);
            Interlocked.Decrement(ref _waiting);
            ServingMeter.Waiting.Add(-1);
        }
    }

    /// <summary>A place that is taken, until it is disposed of.</summary>
    public readonly struct Place : IDisposable
    {
        private readonly Queue _share;
        private readonly Queue _all;

        internal Place(Queue share, Queue all) => (_share, _all) = (share, all);

        public void Dispose()
        {
            _all.Release();
            _share.Release();
        }
    }

    internal sealed class Queue(int places) : SemaphoreSlim(places)
    {
        public int Waiting;
    }
}
