using System.Net;
using System.Net.Sockets;

namespace Lectern.Testing;

/// <summary>
/// A network between the API and the server that can become silent: from then on it forwards nothing, and connections
/// stay open. A new connection is accepted, but nothing that is sent on it arrives.
/// </summary>
public sealed class SilentProxy : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _lost = new();
    private readonly int _serverPort;
    private volatile bool _isSilent;

    public SilentProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Completes when something that was sent does not arrive.</summary>
    public Task Lost => _lost.Task;

    public void BecomeSilent() => _isSilent = true;

    /// <summary>New connections are forwarded again; the older ones stay silent.</summary>
    public void Recover() => _isSilent = false;

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(TcpClient accepted)
    {
        using var client = accepted;
        using var server = new TcpClient();
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort, _end.Token);
            await await Task.WhenAny(
                ForwardAsync(client.GetStream(), server.GetStream()),
                ForwardAsync(server.GetStream(), client.GetStream()));
        }
        catch (Exception ended) when (
            ended is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // An end has closed the connection, or the test has ended.
        }
    }

    private async Task ForwardAsync(NetworkStream from, NetworkStream to)
    {
        byte[] buffer = new byte[BufferBytes];
        int read;
        while ((read = await from.ReadAsync(buffer, _end.Token)) > 0)
        {
            if (_isSilent)
            {
                _lost.TrySetResult();
                await Task.Delay(Timeout.Infinite, _end.Token);
            }

            await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }
}
