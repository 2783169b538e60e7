using System.Buffers.Binary;
using System.Net.Sockets;

namespace Lectern.Cli.Doctor;

/// <summary>A plain TCP connection, to tell apart failures that Npgsql reports alike.</summary>
internal sealed class TcpProbe : IAsyncDisposable
{
    private const int SslRequestBytes = 8;

    /// <summary>PostgreSQL manual: "Message Formats", SSLRequest.</summary>
    private const int SslRequestCode = 80_877_103;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private TcpProbe()
    {
    }

    public NetworkStream Stream { get; private set; } = null!;

    /// <summary>Connects to the first address that answers.</summary>
    /// <exception cref="SocketException">No address answers within five seconds.</exception>
    public static async Task<TcpProbe> ConnectAsync(Endpoint endpoint, int port, CancellationToken cancellationToken)
    {
        var probe = new TcpProbe();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        try
        {
            await probe._socket.ConnectAsync([.. endpoint.Addresses], port, limit.Token);
            probe.Stream = new NetworkStream(probe._socket, ownsSocket: true);
            return probe;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            probe._socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            probe._socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends an SSLRequest. Every PostgreSQL server and every pooler answers S or N.</summary>
    /// <returns>Does the server offer TLS? Null: no answer within five seconds, or not PostgreSQL's.</returns>
    public async Task<bool?> OffersTlsAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        byte[] bytes = new byte[SslRequestBytes];
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
