using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Lectern.Database;

/// <summary>
/// Opens a connection of a pool and distinguishes two timeouts that Npgsql reports alike: the pool has no free
/// connection, or the server does not answer. Only the first one increments Npgsql's timeout metric (npgsql.org:
/// Metrics), synchronously in the flow of the waiting caller.
/// </summary>
internal static class ConnectionOpening
{
    private const string PoolTimeouts = "db.client.connection.npgsql.timeouts";

    private static readonly AsyncLocal<StrongBox<int>?> PoolTimeoutCount = Watch();

    /// <exception cref="NpgsqlException">
    /// With a <see cref="TimeoutException"/>, the pool had no free connection in time. With a
    /// <see cref="SocketException"/>, for example <see cref="SocketError.TimedOut"/>, the server cannot be reached.
    /// Otherwise it is Npgsql's own exception.
    /// </exception>
    public static async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var poolTimeouts = new StrongBox<int>();
        PoolTimeoutCount.Value = poolTimeouts;
        try
        {
            return await source.OpenConnectionAsync(cancellationToken);
        }
        catch (NpgsqlException late) when (Timeouts(late) > 0)
        {
            // Of several hosts, one may have an exhausted pool and another may not answer.
            throw Timeouts(late) <= poolTimeouts.Value
                ? new NpgsqlException("The pool had no free connection in time.", new TimeoutException(null, late))
                : new NpgsqlException("The server did not answer in time.", NoAnswer(late));
        }
    }

    private static SocketException NoAnswer(NpgsqlException late) =>
        new((int)SocketError.TimedOut, late.InnerException?.Message ?? late.Message);

    /// <summary>The number of hosts that failed with a timeout.</summary>
    private static int Timeouts(Exception? failure) => failure switch
    {
        null => 0,
        TimeoutException => 1,
        AggregateException hosts => hosts.InnerExceptions.Sum(Timeouts),
        _ => Timeouts(failure.InnerException),
    };

    private static AsyncLocal<StrongBox<int>?> Watch()
    {
        var current = new AsyncLocal<StrongBox<int>?>();
        // The runtime keeps a started listener, so it listens until the process ends.
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == PoolTimeouts)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, _, _, _) =>
        {
            if (current.Value is { } waiting)
            {
                waiting.Value++;
            }
        });
        listener.Start();
        return current;
    }
}
