using Microsoft.Extensions.Hosting;

namespace Lectern.WorkerHost;

/// <summary>Handles no signals: those of the process belong to its owner, who starts and stops the host.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
