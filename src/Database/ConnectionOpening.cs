using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Lectern.Database;

/// <summary>
/// Opens a pool's connection, and tells apart what Npgsql reports alike when the time is up: a pool that had none to
/// give, and a server that did not answer. Npgsql counts the former, and only it, in its metric of timeouts
/// (npgsql.org: Metrics), at the place where it gives up: within the flow of whoever waits.
/// </summary>
internal static class ConnectionOpening
{
    private const string PoolTimeouts = "db.client.connection.npgsql.timeouts";

    private static readonly AsyncLocal<StrongBox<int>?> PoolTimeoutCount = Watch();

    /// <summary>Opens a connection.</summary>
    /// <exception cref="NpgsqlException">With a <see cref="TimeoutException"/>: the pool had no connection in time.
    /// With a <see cref="SocketException"/>, <see cref="SocketError.TimedOut"/> among them: the server is not to be
    /// reached. Else as Npgsql throws it.</exception>
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

    /// <summary>The hosts that failed because the time was up.</summary>
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
        // Listens for as long as the process lives: the runtime holds every listener that was started.
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
