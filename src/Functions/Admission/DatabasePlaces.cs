using System.Collections.Concurrent;
using Lectern.Database;
using Lectern.Functions.Telemetry;

namespace Lectern.Functions.Admission;

/// <summary>
/// The places in front of the connection pool. A request takes one for each statement or transaction, not for its whole
/// life, so a client that sends or reads slowly keeps none. A request that would probably wait in vain is refused at
/// once; one that was admitted is never refused later.
/// </summary>
public sealed class DatabasePlaces(ApplicationDatabase database, AdmissionSettings settings, TimeProvider time)
    : IDisposable
{
    public const string Refusal = "Too many requests wait for the database; try again in a few seconds.";

    // The connections for readiness and for the listener of event streams.
    private const int Reserved = 2;
    private const int ReservedPart = 5;
    private const double WaitingPart = 0.75;

    private readonly ConcurrentDictionary<Share, WaitingLine> _lines = new();

    // A request that waits longer is near its time limit, and its answer late.
    private readonly TimeSpan _longestWait = database.ConnectTimeout / 2;

    private WaitingLine? _all;
    private int _waiting;

    private WaitingLine All => _all ??= LineOf(Share.All);

    // A share may not take all the waiting places.
    private int MostWaiting => (int)Math.Ceiling(settings.Waiting * WaitingPart);

    /// <summary>Would a new request of this share be refused?</summary>
    public bool IsFull(Share share) => IsFull(LineOf(share));

    /// <exception cref="ProblemException">503 overloaded: too many requests wait already.</exception>
    /// <exception cref="NpgsqlException">No place was free within the pool's own time limit.</exception>
    public async ValueTask<Place> TakeAsync(Share share, bool isAdmitted, CancellationToken cancellationToken)
    {
        var line = LineOf(share);
        if (!line.TryTake())
        {
            await WaitAsync(line, line, isAdmitted, cancellationToken);
        }

        if (!All.TryTake())
        {
            try
            {
                await WaitAsync(All, line, isAdmitted, cancellationToken);
            }
            catch
            {
                line.Return();
                throw;
            }
        }

        return new(line, All);
    }

    public void Dispose()
    {
        foreach (var line in _lines.Values)
        {
            line.Dispose();
        }
    }

    private static int PlacesOf(int poolSize) => poolSize - Math.Min(Reserved, poolSize / ReservedPart);

    private WaitingLine LineOf(Share share) => _lines.TryGetValue(share, out var line)
        ? line
        : _lines.GetOrAdd(share, NewLine);

    private WaitingLine NewLine(Share share) =>
        new((int)Math.Ceiling(PlacesOf(database.PoolSize) * share.Part), database.ConnectTimeout, time);

    private bool IsFull(WaitingLine line) =>
        line.Waiting >= MostWaiting
        || line.ExpectedWait > _longestWait
        || (Volatile.Read(ref _waiting) >= settings.Waiting && WaitingPlacesTaken() >= settings.Waiting);

    // Admitted requests wait whatever the limits say. Those beyond the part of their share take no place from others.
    private int WaitingPlacesTaken()
    {
        int taken = 0;
        foreach (var (_, line) in _lines)
        {
            taken += Math.Min(line.Waiting, MostWaiting);
        }

        return taken;
    }

    private async Task WaitAsync(
        WaitingLine awaited, WaitingLine share, bool isAdmitted, CancellationToken cancellationToken)
    {
        if (!isAdmitted && IsFull(share))
        {
            throw ProblemType.Overloaded.Exception(Refusal);
        }

        Interlocked.Increment(ref _waiting);
        ServingMeter.Waiting.Add(1);
        share.Enter();
        try
        {
            if (!await awaited.TakeAsync(cancellationToken))
            {
                throw new NpgsqlException("No connection became free in time.", new TimeoutException());
            }
        }
        finally
        {
            share.Leave();
            ServingMeter.Waiting.Add(-1);
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>A place that is taken, until it is disposed of.</summary>
    public readonly struct Place : IDisposable
    {
        private readonly WaitingLine _share;
        private readonly WaitingLine _all;

        internal Place(WaitingLine share, WaitingLine all) => (_share, _all) = (share, all);

        public void Dispose()
        {
            _all.Return();
            _share.Return();
        }
    }
}
