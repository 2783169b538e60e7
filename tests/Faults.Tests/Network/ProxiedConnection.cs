using System.Net;
using System.Net.Sockets;

namespace Lectern.Faults.Tests.Network;

/// <summary>One connection through the proxy.</summary>
internal sealed class ProxiedConnection(Proxy proxy, Socket client, Socket server)
{
    private const int BufferBytes = 64 * 1024;

    private volatile bool _losesReply;

    public async Task RunAsync(int target, CancellationToken token)
    {
        bool isReset = true;
        try
        {
            if (await proxy.IsSilentAsync())
            {
                return;
            }

            client.NoDelay = true;
            server.NoDelay = true;
            await server.ConnectAsync(IPAddress.Loopback, target, token);
            // The first direction to end closes the other one too.
            isReset = await await Task.WhenAny(RequestsAsync(token), RepliesAsync(token));
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // A peer has reset its connection, so the other one is reset too.
        }
        finally
        {
            Close(client, isReset);
            Close(server, isReset);
        }
    }

    /// <returns>Whether the connection is to be reset, rather than closed.</returns>
    private async Task<bool> RequestsAsync(CancellationToken token)
    {
        byte[] buffer = new byte[BufferBytes];
        while (await client.ReceiveAsync(buffer, token) is var read and > 0)
        {
            var sent = buffer.AsMemory(0, read);
            if (await proxy.IsSilentAsync())
            {
                return true;
            }

            var fate = proxy.FateOf(sent);
            if (fate == Fate.RequestLost)
            {
                return true;
            }

            _losesReply |= fate == Fate.ReplyLost;
            await SendAsync(server, sent, token);
        }

        return false;
    }

    private async Task<bool> RepliesAsync(CancellationToken token)
    {
        byte[] buffer = new byte[BufferBytes];
        while (await server.ReceiveAsync(buffer, token) is var read and > 0)
        {
            if (_losesReply || await proxy.IsSilentAsync())
            {
                return true;
            }

            await SendAsync(client, buffer.AsMemory(0, read), token);
        }

        return false;
    }

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken token)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, token)..];
        }
    }

    private static void Close(Socket socket, bool isReset)
    {
        if (isReset)
        {
            socket.LingerState = new(true, 0);
        }

        socket.Dispose();
    }
}
