using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using Lectern.WorkerHost.Logging;
using Lectern.WorkerHost.Rpc.Messages;
using RpcException = Grpc.Core.RpcException;

namespace Lectern.WorkerHost.Rpc;

/// <summary>
/// The conversation with one worker process. Messages to the worker leave in order; each of its messages completes the
/// task that waits for it.
/// </summary>
internal sealed class WorkerChannel(WorkerLog log)
{
    private readonly Channel<StreamingMessage> _outbound =
        Channel.CreateUnbounded<StreamingMessage>(new() { SingleReader = true });

    private readonly Channel<StreamingMessage> _replies = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<InvocationResponse>> _invocations = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Exception? _end;

    public string WorkerId { get; } = Guid.NewGuid().ToString();

    /// <summary>Completes when the worker has connected; fails when it ended before.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Completes when the conversation is over.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Runs first when the conversation ends, so that no new request is sent to this worker.</summary>
    public Action? Closing { get; set; }

    /// <summary>Runs the conversation over the stream that the worker opened, until the stream ends.</summary>
    public async Task RunAsync(
        IAsyncStreamReader<StreamingMessage> inbound, IServerStreamWriter<StreamingMessage> outbound,
        CancellationToken cancellationToken)
    {
        _opened.TrySetResult();
        var sending = SendAllAsync(outbound, cancellationToken);
        try
        {
            while (await inbound.MoveNext(cancellationToken))
            {
                Receive(inbound.Current);
            }
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or RpcException)
        {
            // The worker's process ended or this host is stopping. Close tells everyone who waits.
        }
        finally
        {
            Close(new WorkerEndedException("The worker closed its connection to the host."));
            await sending;
        }
    }

    public void Send(StreamingMessage message) => _outbound.Writer.TryWrite(message);

    /// <summary>The next message of the start sequence.</summary>
    /// <exception cref="WorkerEndedException">The worker ended before.</exception>
    public async Task<StreamingMessage> ReceiveReplyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _replies.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException closed)
        {
            throw closed.InnerException ?? closed;
        }
    }

    /// <summary>Sends the invocation.</summary>
    /// <exception cref="WorkerEndedException">The worker ended before it answered.</exception>
    public Task<InvocationResponse> InvokeAsync(InvocationRequest request)
    {
        var answer = new TaskCompletionSource<InvocationResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        _invocations[request.InvocationId] = answer;
        if (_end is { } end)
        {
            answer.TrySetException(end);
        }

        Send(new() { InvocationRequest = request });
        return answer.Task;
    }

    public void Cancel(string invocationId) =>
        Send(new() { InvocationCancel = new() { InvocationId = invocationId } });

    /// <summary>Ends the conversation: everything that waits for the worker fails with the reason.</summary>
    public void Close(Exception reason)
    {
        if (Interlocked.CompareExchange(ref _end, reason, null) is not null)
        {
            return;
        }

        Closing?.Invoke();
        _opened.TrySetException(reason);
        // Observed, even if nobody waits.
        _ = _opened.Task.Exception;
        _replies.Writer.TryComplete(reason);
        _outbound.Writer.TryComplete();
        foreach (var answer in _invocations.Values)
        {
            answer.TrySetException(reason);
        }

        _closed.TrySetResult();
    }

    private async Task SendAllAsync(IServerStreamWriter<StreamingMessage> outbound, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in _outbound.Reader.ReadAllAsync(cancellationToken))
            {
                await outbound.WriteAsync(message, cancellationToken);
            }
        }
        catch (Exception broken) when (
            broken is IOException or OperationCanceledException or RpcException or InvalidOperationException)
        {
            // The stream is over; the reading side sees it too.
        }
    }

    private void Receive(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.RpcLog:
                log.Write(message.RpcLog);
                break;
            case StreamingMessage.ContentOneofCase.InvocationResponse:
                if (_invocations.TryRemove(message.InvocationResponse.InvocationId, out var answer))
                {
                    answer.TrySetResult(message.InvocationResponse);
                }

                break;
            case StreamingMessage.ContentOneofCase.None:
                // A message that this host does not use.
                break;
            default:
                _replies.Writer.TryWrite(message);
                break;
        }
    }
}
