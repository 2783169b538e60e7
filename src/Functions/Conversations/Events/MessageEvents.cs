using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using Lectern.Functions.Http.Streams;

namespace Lectern.Functions.Conversations.Events;

/// <summary>
/// A conversation's new messages as server-sent events (WHATWG HTML, 9.2). The table is the queue: a signal makes the
/// stream read the messages after the last number it sent. So lost or repeated notifications cause neither gaps nor
/// duplicates, and a slow client keeps one short page in memory. Each read checks that the caller still has access.
/// </summary>
public sealed class MessageEvents(
    Guid conversationId, int after, Caller caller, MessageStore messages, MessageListener listener,
    ClientWriter client) : IEventsResult
{
    private const int PageRows = 20;
    // Long enough for a thousand streams to share one pool.
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    // Clients reconnect 1,000 ms after a stream ends; browsers would wait longer.
    private static ReadOnlySpan<byte> Opening => "retry: 1000\n\n"u8;
    private static ReadOnlySpan<byte> Heartbeat => ": heartbeat\n\n"u8;

    private int _after = after;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "text/event-stream";
        httpContext.Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        using var place = OpenStreams.Open(httpContext, StreamKind.Events);
        using var signal = listener.Subscribe(conversationId);
        using var life = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, listener.Stopping);
        life.CancelAfter(listener.Times.Life);
        try
        {
            await client.RunAsync(
                httpContext, $"The events of conversation {conversationId}",
                output => SendAsync(output, signal, life.Token));
        }
        catch (OperationCanceledException) when (life.IsCancellationRequested)
        {
            // The life is over, the instance stops, or the client has gone. Clients come back with Last-Event-ID.
        }
    }

    private async Task SendAsync(PipeWriter output, MessageSignal signal, CancellationToken token)
    {
        output.Write(Opening);
        await client.FlushAsync(output, token);
        bool isBehind = false;
        while (true)
        {
            bool isWoken = await signal.WaitAsync(isBehind ? RetryDelay : listener.Times.Heartbeat, token);
            if (isWoken || isBehind)
            {
                isBehind = !await TrySendNewAsync(output, token);
            }
            else
            {
                output.Write(Heartbeat);
                await client.FlushAsync(output, token);
            }
        }
    }

    // False if the database is unreachable, which must not end the stream.
    private async Task<bool> TrySendNewAsync(PipeWriter output, CancellationToken token)
    {
        IReadOnlyList<Message> page;
        do
        {
            try
            {
                page = await messages.ReadAfterAsync(conversationId, _after, PageRows, caller, token);
            }
            catch (Exception unreachable) when (unreachable is NpgsqlException or SocketException)
            {
                return false;
            }

            foreach (var message in page)
            {
                Write(output, message);
                await client.FlushAsync(output, token);
                _after = message.Number;
            }
        }
        while (page.Count == PageRows);
        return true;
    }

    private static void Write(PipeWriter output, Message message)
    {
        output.Write(Encoding.UTF8.GetBytes($"id: {message.Number}\ndata: "));
        // JSON escapes line breaks, so the data is one line.
        output.Write(JsonSerializer.SerializeToUtf8Bytes(message, LecternJson.Options));
        output.Write("\n\n"u8);
    }
}
