using Microsoft.Extensions.Hosting;

namespace Lectern.WorkerHost;

/// <summary>Leaves the signals of the process to its owner: the web servers inside start and stop by call alone.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
