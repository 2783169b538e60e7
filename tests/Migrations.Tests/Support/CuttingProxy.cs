using System.Net;
using System.Net.Sockets;
using System.Text;
using Lectern.Testing;
using Npgsql;

namespace Lectern.Migrations.Tests.Support;

/// <summary>
/// A proxy between the job and the server. It closes the connection in both directions when the job sends a certain
/// text, before the server receives it or after, so that the job does not learn the outcome.
/// </summary>
internal sealed class CuttingProxy : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly NpgsqlConnectionStringBuilder _direct;
    private readonly string _text;
    private readonly bool _afterwards;

    /// <param name="connectionString">The connection string of the server.</param>
    /// <param name="text">The text that cuts the connection.</param>
    /// <param name="afterwards">Whether the server receives the text.</param>
    public CuttingProxy(string connectionString, string text, bool afterwards)
    {
        (_direct, _text, _afterwards) = (new(connectionString), text, afterwards);
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>The connection string of the way through the proxy.</summary>
    public string ConnectionString => _direct.ConnectionString.With(settings =>
    {
        settings.Host = $"{IPAddress.Loopback}";
        settings.Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
    });

    /// <summary>Was the text sent?</summary>
    public bool HasCut { get; private set; }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            using var client = await _listener.AcceptTcpClientAsync();
            using var server = new TcpClient();
            await server.ConnectAsync(_direct.Host!, _direct.Port);
            var answers = server.GetStream().CopyToAsync(client.GetStream());
            await ForwardAsync(client.GetStream(), server.GetStream());
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            // The other end has closed first, or the test has ended.
        }
    }

    private async Task ForwardAsync(NetworkStream client, NetworkStream server)
    {
        byte[] buffer = new byte[BufferBytes];
        int read;
        while ((read = await client.ReadAsync(buffer)) > 0)
        {
            HasCut = Encoding.UTF8.GetString(buffer, 0, read).Contains(_text, StringComparison.Ordinal);
            if (HasCut && !_afterwards)
            {
                return;
            }

            await server.WriteAsync(buffer.AsMemory(0, read));
            if (HasCut)
            {
                return;
            }
        }
    }
}
