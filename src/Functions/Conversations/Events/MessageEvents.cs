using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Lectern.Functions.Telemetry;

namespace Lectern.Functions.Conversations.Events;

/// <summary>
/// A conversation's new messages as server-sent events (WHATWG HTML, 9.2). The table is the queue: the stream is told
/// that there may be something new, and reads what comes after the number it sent last. So there is neither a gap nor
/// a duplicate, whatever happens to notifications, and at most one short page in memory, however slow the client is.
/// </summary>
/// <param name="conversationId">The conversation, which the caller may see.</param>
/// <param name="after">The number of the message that the client has.</param>
/// <param name="caller">Asked for with every read: who may no longer see the conversation gets nothing more.</param>
/// <param name="messages">Where the messages are.</param>
/// <param name="listener">Tells when there may be new ones.</param>
/// <param name="logger">Is told of clients that are dropped.</param>
public sealed partial class MessageEvents(
    Guid conversationId, int after, Caller caller, MessageStore messages, MessageListener listener,
    ILogger<MessageEvents> logger) : IEventsResult
{
    private const int PageRows = 20;

    /// <summary>When a read that failed is tried again: seldom enough for a thousand streams on one pool.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>When a client whose stream has ended comes back, in ms; browsers would wait for longer.</summary>
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

        using var signal = listener.Subscribe(conversationId);
        using var life = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, listener.Stopping);
        life.CancelAfter(listener.Times.Life);
        try
        {
            await SendAsync(httpContext.Response.BodyWriter, signal, life.Token);
        }
        catch (OperationCanceledException) when (life.IsCancellationRequested)
        {
            // Time is over, the instance stops, or the client has gone. It comes back with Last-Event-ID.
        }
        catch (TimeoutException)
        {
            ServingMeter.CountDropped();
            Dropped(logger, conversationId, _after);
            httpContext.Abort();
        }
    }

    private async Task SendAsync(PipeWriter output, MessageSignal signal, CancellationToken token)
    {
        output.Write(Opening);
        await FlushAsync(output, token);
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
                await FlushAsync(output, token);
            }
        }
    }

    /// <summary>
    /// Sends what is new; false where the database cannot be asked now, which is no reason to end a stream.
    /// </summary>
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
                await FlushAsync(output, token);
                _after = message.Number;
            }
        }
        while (page.Count == PageRows);
        return true;
    }

    private static void Write(PipeWriter output, Message message)
    {
        output.Write(Encoding.UTF8.GetBytes($"id: {message.Number}\ndata: "));
        // JSON has no line breaks of its own: they are escaped.
        output.Write(JsonSerializer.SerializeToUtf8Bytes(message, LecternJson.Options));
        output.Write("\n\n"u8);
    }

    /// <exception cref="TimeoutException">The client does not accept what is sent.</exception>
    private async Task FlushAsync(PipeWriter output, CancellationToken token)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(token);
        deadline.CancelAfter(listener.Times.Write);
        try
        {
            await output.FlushAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            throw new TimeoutException();
        }

        // Kestrel ends the connection by itself where a flush is cancelled, and does not say so here.
        if (deadline.IsCancellationRequested)
        {
            token.ThrowIfCancellationRequested();
            throw new TimeoutException();
        }
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Conversation {ConversationId}: a client that accepts no events is dropped after message {After}")]
    private static partial void Dropped(ILogger logger, Guid conversationId, int after);
}
