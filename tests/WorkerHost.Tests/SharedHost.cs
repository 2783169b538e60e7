[assembly: AssemblyFixture(typeof(Lectern.WorkerHost.Tests.SharedHost))]

namespace Lectern.WorkerHost.Tests;

/// <summary>One host for the tests that leave its worker alive.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    public LogCollector Log { get; } = new();

    public FunctionsHost Host { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await FunctionsHost.StartAsync(
            SampleHost.Options(Log, ("AzureWebJobs.Switched.Disabled", "true"), ("SAMPLE_NAME", "shared")),
            CancellationToken.None);
        Client = Host.Client();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }
}
