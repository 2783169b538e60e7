using System.Net.Sockets;
using System.Text;

namespace Lectern.Testing;

/// <summary>A client that sends its request by hand, so that it can read or send as slowly as it likes.</summary>
public sealed class SlowClient : IAsyncDisposable
{
    private const int ReceiveBufferBytes = 4096;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly TcpClient _client = new() { ReceiveBufferSize = ReceiveBufferBytes };
    private readonly CancellationTokenSource _end = new();
    private Task _trickle = Task.CompletedTask;

    private SlowClient()
    {
    }

    /// <summary>The status line of the answer, without its reason.</summary>
    public string Status { get; private set; } = "";

    /// <summary>Sends a GET and reads the status of the answer, which goes on.</summary>
    public static async Task<SlowClient> ReadAsync(Uri address, string path, CancellationToken token)
    {
        var client = await SendAsync(address, $"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n", token);
        byte[] status = new byte["HTTP/1.1 200".Length];
        await client._client.GetStream().ReadExactlyAsync(status, token);
        client.Status = Encoding.ASCII.GetString(status);
        return client;
    }

    /// <summary>Sends the head of a POST with JSON.</summary>
    /// <param name="address">The server.</param>
    /// <param name="path">The path.</param>
    /// <param name="bodyBytes">The length of the body that it announces.</param>
    /// <param name="token">Cancels the sending.</param>
    public static Task<SlowClient> WriteAsync(Uri address, string path, int bodyBytes, CancellationToken token) =>
        SendAsync(
            address,
            $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {bodyBytes}\r\n\r\n",
            token);

    /// <summary>From now on, reads a byte each second.</summary>
    public SlowClient ReadSlowly() => Trickle(async stream =>
        await stream.ReadAsync(new byte[1], _end.Token) > 0);

    /// <summary>From now on, sends a byte each second.</summary>
    public SlowClient WriteSlowly() => Trickle(async stream =>
    {
        await stream.WriteAsync("["u8.ToArray(), _end.Token);
        return true;
    });

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _trickle;
        _client.Dispose();
        _end.Dispose();
    }

    private static async Task<SlowClient> SendAsync(Uri address, string head, CancellationToken token)
    {
        var client = new SlowClient();
        await client._client.ConnectAsync(address.Host, address.Port, token);
        await client._client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), token);
        return client;
    }

    private SlowClient Trickle(Func<NetworkStream, Task<bool>> move)
    {
        _trickle = UntilEndAsync();
        return this;

        async Task UntilEndAsync()
        {
            try
            {
                while (await move(_client.GetStream()))
                {
                    await Task.Delay(Pause, _end.Token);
                }
            }
            catch (Exception over) when (over is OperationCanceledException or IOException)
            {
                // The test ends, or the server has cut the connection.
            }
        }
    }
}
