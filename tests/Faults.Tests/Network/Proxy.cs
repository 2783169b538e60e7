using System.Net;
using System.Net.Sockets;

namespace Lectern.Faults.Tests.Network;

/// <summary>The network between the instances and a server: it can lose requests and replies, or go silent.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Task _accepting;
    private volatile Func<ReadOnlyMemory<byte>, Fate> _decide = Pass;
    private volatile TaskCompletionSource? _silence;

    public Proxy(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>From now on, decides about everything that clients send.</summary>
    public void Disturb(Func<ReadOnlyMemory<byte>, Fate> decide) => _decide = decide;

    /// <summary>From now on, accepts connections and bytes, and passes nothing on.</summary>
    public void Silence() => _silence = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Works again. Connections that were used during the silence are reset.</summary>
    public void Restore()
    {
        _decide = Pass;
        var silence = _silence;
        _silence = null;
        silence?.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    /// <summary>Whether the bytes came during a silence. The answer comes when it is over.</summary>
    internal async Task<bool> IsSilentAsync()
    {
        if (_silence is not { } silence)
        {
            return false;
        }

        await silence.Task.WaitAsync(_stop.Token);
        return true;
    }

    internal Fate FateOf(ReadOnlyMemory<byte> sent) => _decide(sent);

    private static Fate Pass(ReadOnlyMemory<byte> sent) => Fate.Passed;

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                _ = new ProxiedConnection(this, client, server).RunAsync(_target, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The proxy ends.
        }
    }
}
