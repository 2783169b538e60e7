using System.Collections.Concurrent;

namespace Lectern.WorkerHost.Rpc;

/// <summary>The workers that may connect to one host.</summary>
internal sealed class WorkerChannels
{
    private readonly ConcurrentDictionary<string, WorkerChannel> _channels = new();

    public WorkerChannel? Find(string workerId) => _channels.GetValueOrDefault(workerId);

    public void Add(WorkerChannel channel) => _channels[channel.WorkerId] = channel;

    public void Remove(WorkerChannel channel) => _channels.TryRemove(channel.WorkerId, out _);
}
