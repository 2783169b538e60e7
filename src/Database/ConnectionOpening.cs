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

    private static readonly AsyncLocal<StrongBox<bool>?> PoolTimedOut = Watch();

    /// <summary>Opens a connection.</summary>
    /// <exception cref="NpgsqlException">With a <see cref="TimeoutException"/>: the pool had no connection in time.
    /// With a <see cref="SocketException"/>, <see cref="SocketError.TimedOut"/> among them: the server is not to be
    /// reached. Else as Npgsql throws it.</exception>
    public static async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var timedOut = new StrongBox<bool>();
        PoolTimedOut.Value = timedOut;
        try
        {
            return await source.OpenConnectionAsync(cancellationToken);
        }
        catch (NpgsqlException late) when (IsTimeout(late))
        {
            throw timedOut.Value
                ? new NpgsqlException("The pool had no free connection in time.", new TimeoutException(null, late))
                : new NpgsqlException("The server did not answer in time.", NoAnswer(late));
        }
    }

    private static SocketException NoAnswer(NpgsqlException late) =>
        new((int)SocketError.TimedOut, late.InnerException?.Message ?? late.Message);

    private static bool IsTimeout(Exception? failure) => failure switch
    {
        null => false,
        TimeoutException => true,
        // Of several hosts, each has its own failure.
        AggregateException hosts => hosts.InnerExceptions.Any(IsTimeout),
        _ => IsTimeout(failure.InnerException),
    };

    private static AsyncLocal<StrongBox<bool>?> Watch()
    {
        var current = new AsyncLocal<StrongBox<bool>?>();
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
                waiting.Value = true;
            }
        });
        listener.Start();
        return current;
    }
}
