using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Lectern.Worker.Tests.HostComparison;

/// <summary>One TCP connection that sends requests byte by byte as a case has them, and reads the answers.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly MemoryStream _consumed = new();
    private BufferedStream? _stream;

    /// <summary>Connects to a host.</summary>
    public static async Task<RawConnection> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(address.Host, address.Port, cancellationToken);
        connection._stream = new(connection._client.GetStream(), 16 * 1024);
        return connection;
    }

    /// <summary>Sends a request and reads its answer; the body is sent while the answer is read.</summary>
    public async Task<Answer> SendAsync(Request request, CancellationToken cancellationToken)
    {
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var leave = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!request.WaitsForLeave)
        {
            leave.SetResult(true);
        }

        var sending = WriteAsync(request, leave.Task, answered.Token);
        var answer = await ReadAsync(request, leave, cancellationToken);
        if (!sending.IsCompleted && answer.Header("Connection") == "close")
        {
            await answered.CancelAsync();
        }

        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return answer;
    }

    public void Dispose()
    {
        _client.Dispose();
        _consumed.Dispose();
    }

    private async Task WriteAsync(Request request, Task<bool> leave, CancellationToken cancellationToken)
    {
        var stream = _client.GetStream();
        await stream.WriteAsync(request.HeadBytes(), cancellationToken);
        if (!await leave)
        {
            return;
        }

        foreach (byte[] part in request.BodyBytes())
        {
            await stream.WriteAsync(part, cancellationToken);
        }
    }

    private async Task<Answer> ReadAsync(
        Request request, TaskCompletionSource<bool> leave, CancellationToken cancellationToken)
    {
        var interim = new List<int>();
        while (true)
        {
            var head = await TryReadHeadAsync(cancellationToken);
            leave.TrySetResult(head?.Status == 100);
            if (head is null)
            {
                return new(interim, Status: 0, [], "");
            }

            var (status, headers) = head.Value;
            if (status is >= 200 or 101)
            {
                return await ReadBodyAsync(request, new(interim, status, headers, ""), cancellationToken);
            }

            interim.Add(status);
        }
    }

    private async Task<(int Status, List<(string, string)> Headers)?> TryReadHeadAsync(
        CancellationToken cancellationToken)
    {
        if (await TryReadLineAsync(cancellationToken) is not { } statusLine)
        {
            return null;
        }

        var headers = new List<(string, string)>();
        while (await TryReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add((line[..colon], line[(colon + 1)..].Trim()));
        }

        return (int.Parse(statusLine.Split(' ')[1], CultureInfo.InvariantCulture), headers);
    }

    private async Task<Answer> ReadBodyAsync(Request request, Answer head, CancellationToken cancellationToken)
    {
        if (request.Method == "HEAD" || head.Status is 101 or 204 or 304)
        {
            return head;
        }

        bool isComplete;
        if (head.Header("Transfer-Encoding") == "chunked")
        {
            isComplete = await ReadChunksAsync(request.BlankLines, cancellationToken);
        }
        else
        {
            string? length = head.Header("Content-Length");
            int rest = length is null ? int.MaxValue : int.Parse(length, CultureInfo.InvariantCulture);
            isComplete = await ReadBytesAsync(rest, cancellationToken) || length is null;
        }

        byte[] body = _consumed.ToArray();
        _consumed.SetLength(0);
        return head with { Body = Answer.Text(body, head.Header("Content-Encoding")), IsComplete = isComplete };
    }

    /// <returns>Whether the last chunk was read.</returns>
    private async Task<bool> ReadChunksAsync(int blankLines, CancellationToken cancellationToken)
    {
        while (await TryReadLineAsync(cancellationToken) is { } size)
        {
            int bytes = int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            bool isWhole = await ReadBytesAsync(bytes, cancellationToken);
            await TryReadLineAsync(cancellationToken);
            if (bytes == 0 || blankLines > 0 && CountBlankLines() >= blankLines)
            {
                return isWhole;
            }
        }

        return false;
    }

    private int CountBlankLines() => Encoding.UTF8.GetString(_consumed.ToArray()).Split("\n\n").Length - 1;

    /// <returns>Whether so many bytes came.</returns>
    private async Task<bool> ReadBytesAsync(int count, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[16 * 1024];
        while (count > 0)
        {
            int read = await TryReadAsync(buffer.AsMemory(0, Math.Min(count, buffer.Length)), cancellationToken);
            if (read == 0)
            {
                return false;
            }

            _consumed.Write(buffer, 0, read);
            count -= read;
        }

        return true;
    }

    private async Task<string?> TryReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        byte[] one = new byte[1];
        while (await TryReadAsync(one, cancellationToken) == 1)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        return null;
    }

    /// <summary>A connection that is reset has come to its end.</summary>
    private async Task<int> TryReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await _stream!.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
