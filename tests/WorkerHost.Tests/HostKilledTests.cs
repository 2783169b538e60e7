using System.Diagnostics;
using System.Globalization;

namespace Lectern.WorkerHost.Tests;

/// <summary>A host in a process of its own, which is killed: the worker must not stay behind.</summary>
public sealed class HostKilledTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_worker_ends_when_the_host_is_killed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The guard is a Unix shell.");
        string program = Path.Combine(AppContext.BaseDirectory, "Lectern.WorkerHost.SampleHost.dll");
        using var host = Process.Start(new ProcessStartInfo("dotnet", [program, SampleHost.Folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        string? line = await host.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(SampleHost.Timeout, Token);
        Assert.NotNull(line);
        int id = int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture);
        using var worker = Process.GetProcessById(id);

        host.Kill();

        await worker.WaitForExitAsync(Token).WaitAsync(SampleHost.Timeout, Token);
        Assert.True(StopTests.HasEnded(id));
    }
}
