using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Lectern.Functions.Http.Streams;

namespace Lectern.Functions.Conversations.Events;

/// <summary>
/// A conversation's new messages as server-sent events (WHATWG HTML, 9.2). The table is the queue: the stream sends
/// what comes after the last number it sent, from the memory of the feed, or from the table if it is further behind. So
/// a slow client keeps one short page in memory.
/// </summary>
/// <param name="conversationId">The conversation.</param>
/// <param name="after">The number of the last message that the client has.</param>
/// <param name="count">The number of messages in the conversation.</param>
/// <param name="caller">The caller, who sees the conversation.</param>
/// <param name="messages">The table, for what the feed does not keep.</param>
/// <param name="listener">The source of signals.</param>
/// <param name="client">The writer for the client.</param>
public sealed class MessageEvents(
    Guid conversationId, int after, int count, Caller caller, MessageStore messages, MessageListener listener,
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
        using var subscriber = listener.Subscribe(conversationId, count, caller);
        using var life = CancellationTokenSource.CreateLinkedTokenSource(
            httpContext.RequestAborted, listener.Stopping, subscriber.Ended);
        life.CancelAfter(listener.Times.Life);
        try
        {
            await client.RunAsync(
                httpContext, $"The events of conversation {conversationId}",
                output => SendAsync(output, subscriber, life.Token));
        }
        catch (OperationCanceledException) when (life.IsCancellationRequested)
        {
            // The life or the caller's access is over, the instance stops, or the client has gone. Clients come back
            // with Last-Event-ID.
        }
    }

    private async Task SendAsync(PipeWriter output, Subscriber subscriber, CancellationToken token)
    {
        output.Write(Opening);
        await client.FlushAsync(output, token);
        bool isBehind = false;
        while (true)
        {
            bool isWoken = await subscriber.WaitAsync(isBehind ? RetryDelay : listener.Times.Heartbeat, token);
            if (isWoken || isBehind)
            {
                isBehind = !await TrySendNewAsync(output, subscriber, token);
            }
            else
            {
                output.Write(Heartbeat);
                await client.FlushAsync(output, token);
            }
        }
    }

    // False if the database is unreachable, which must not end the stream.
    private async Task<bool> TrySendNewAsync(PipeWriter output, Subscriber subscriber, CancellationToken token)
    {
        while (true)
        {
            var next = subscriber.After(_after);
            try
            {
                next ??= await ReadAsync(token);
            }
            catch (Exception unreachable) when (unreachable is NpgsqlException or SocketException)
            {
                return false;
            }

            if (next.Count == 0)
            {
                return true;
            }

            foreach (var frame in next)
            {
                output.Write(frame.Bytes.Span);
                await client.FlushAsync(output, token);
                _after = frame.Number;
            }
        }
    }

    private async Task<IReadOnlyList<MessageFrame>> ReadAsync(CancellationToken token)
    {
        var page = await messages.ReadAfterAsync(conversationId, _after, PageRows, caller, token);
        return [.. page.Select(MessageFrame.Of)];
    }
}
