using Microsoft.Extensions.Hosting;

namespace Lectern.WorkerHost;

/// <summary>Ignores the signals of the process: the program that uses this library starts and stops the host.</summary>
internal sealed class NoSignalsLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
