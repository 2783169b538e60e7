using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lectern.Bench.Driving;

/// <summary>
/// A keep-alive connection of HTTP/1.1 that does no more than the driver needs, because the driver shares the
/// processors with what it measures.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    public static async Task<HttpConnection> OpenAsync(int port, CancellationToken cancellationToken)
    {
        var connection = new HttpConnection();
        await connection._socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        return connection;
    }

    /// <summary>Sends a request and reads its answer whole.</summary>
    /// <exception cref="IOException">The server closed the connection.</exception>
    public async ValueTask<(int Status, string ETag)> SendAsync(
        ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        await _socket.SendAsync(request, cancellationToken);
        string status = await LineAsync(cancellationToken);
        string etag = "";
        int? length = null;
        bool isChunked = false;
        while (await LineAsync(cancellationToken) is { Length: > 0 } header)
        {
            int colon = header.IndexOf(':', StringComparison.Ordinal);
            var name = header.AsSpan(0, colon);
            var value = header.AsSpan(colon + 1).Trim();
            if (name.Equals("content-length", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(value, CultureInfo.InvariantCulture);
            }
            else if (name.Equals("transfer-encoding", StringComparison.OrdinalIgnoreCase))
            {
                isChunked = value.Equals("chunked", StringComparison.OrdinalIgnoreCase);
            }
            else if (name.Equals("etag", StringComparison.OrdinalIgnoreCase))
            {
                etag = value.ToString();
            }
        }

        await (isChunked ? SkipChunksAsync(cancellationToken) : SkipAsync(length ?? 0, cancellationToken));
        return (int.Parse(status.AsSpan(9, 3), CultureInfo.InvariantCulture), etag);
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask SkipChunksAsync(CancellationToken cancellationToken)
    {
        int length;
        do
        {
            length = int.Parse(
                await LineAsync(cancellationToken), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            await SkipAsync(length, cancellationToken);
            await LineAsync(cancellationToken);
        }
        while (length > 0);
    }

    private async ValueTask SkipAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _start < count)
        {
            count -= _end - _start;
            _start = _end;
            await FillAsync(cancellationToken);
        }

        _start += count;
    }

    private async ValueTask<string> LineAsync(CancellationToken cancellationToken)
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0)
        {
            await FillAsync(cancellationToken);
        }

        string line = Encoding.Latin1.GetString(_buffer, _start, length);
        _start += length + 2;
        return line;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_end == _buffer.Length)
        {
            byte[] next = _start > 0 ? _buffer : new byte[_buffer.Length * 2];
            Buffer.BlockCopy(_buffer, _start, next, 0, _end - _start);
            (_buffer, _end, _start) = (next, _end - _start, 0);
        }

        int read = await _socket.ReceiveAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read > 0 ? read : throw new IOException("The server closed the connection.");
    }
}
