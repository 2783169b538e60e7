using Grpc.Core;
using Lectern.WorkerHost.Rpc.Messages;
using RpcException = Grpc.Core.RpcException;

namespace Lectern.WorkerHost.Rpc;

/// <summary>The gRPC service that workers connect to. The first message says which worker it is.</summary>
internal sealed class FunctionRpcService(WorkerChannels channels) : FunctionRpc.FunctionRpcBase
{
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream,
        ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken)
            || requestStream.Current.StartStream is not { } start
            || channels.Find(start.WorkerId) is not { } channel)
        {
            throw new RpcException(new(StatusCode.PermissionDenied, "This host did not start such a worker."));
        }

        await channel.RunAsync(requestStream, responseStream, context.CancellationToken);
    }
}
