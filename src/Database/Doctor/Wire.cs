using System.Buffers.Binary;
using System.Net.Sockets;

namespace Lectern.Database.Doctor;

/// <summary>A bare TCP connection, to look at what Npgsql would not tell apart.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private const int SslRequestBytes = 8;

    /// <summary>PostgreSQL manual: "Message Formats", SSLRequest.</summary>
    private const int SslRequestCode = 80_877_103;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private Wire()
    {
    }

    /// <summary>The bytes.</summary>
    public NetworkStream Stream { get; private set; } = null!;

    /// <summary>Connects to the first address that answers.</summary>
    /// <exception cref="SocketException">None does, or not in time.</exception>
    public static async Task<Wire> ConnectAsync(Endpoint endpoint, int port, CancellationToken cancellationToken)
    {
        var wire = new Wire();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await wire._socket.ConnectAsync([.. endpoint.Addresses], port, limit.Token);
            wire.Stream = new NetworkStream(wire._socket, ownsSocket: true);
            return wire;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            wire._socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            wire._socket.Dispose();
            throw;
        }
    }

    /// <summary>Asks for TLS. Every PostgreSQL and every pooler answers S or N.</summary>
    /// <returns>Whether it is offered; null: what answers, if anything, is not PostgreSQL.</returns>
    public async Task<bool?> OffersTlsAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        var bytes = new byte[SslRequestBytes];
        BinaryPrimitives.WriteInt32BigEndian(bytes, SslRequestBytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(sizeof(int)), SslRequestCode);
        try
        {
            await Stream.WriteAsync(bytes, limit.Token);
            int count = await Stream.ReadAsync(bytes.AsMemory(0, 1), limit.Token);
            return (count, bytes[0]) switch
            {
                (1, (byte)'S') => true,
                (1, (byte)'N') => false,
                _ => null,
            };
        }
        catch (IOException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
