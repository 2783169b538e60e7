using System.Diagnostics;

namespace Lectern.WorkerHost.Tests;

/// <summary>A host in a process of its own, which is killed: the worker must not stay behind.</summary>
public sealed class HostKilledTests
{
    private const string ReportVariable = "WORKER_HOST_TESTS_REPORT";
    private const string HostTest = $"Lectern.WorkerHost.Tests.{nameof(HostKilledTests)}.{nameof(Serve_until_killed)}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The other test runs this one in a process of its own, reads the id of the worker from the file, and kills it.
    [Fact(Explicit = true)]
    public async Task Serve_until_killed()
    {
        await using var host = await SampleHost.StartAsync();
        string report = Environment.GetEnvironmentVariable(ReportVariable)!;
        await File.WriteAllTextAsync(report + ".new", $"{host.WorkerProcessId}", Token);
        File.Move(report + ".new", report);
        await Task.Delay(SampleHost.Patience, Token);
    }

    [Fact]
    public async Task The_worker_ends_when_the_host_is_killed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The guard is a Unix shell.");
        var folder = Directory.CreateTempSubdirectory("worker-host-");
        try
        {
            string report = Path.Combine(folder.FullName, "worker");
            using var host = StartHostProcess(report);
            int worker = await ReadWorkerAsync(report, host);
            using var process = Process.GetProcessById(worker);
            host.Kill();
            await process.WaitForExitAsync(Token).WaitAsync(SampleHost.Patience, Token);
            Assert.True(StopTests.HasEnded(worker));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Process StartHostProcess(string report)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment = { [ReportVariable] = report },
        };
        foreach (string argument in (string[])
            [typeof(HostKilledTests).Assembly.Location, "-method", HostTest, "-explicit", "only"])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static async Task<int> ReadWorkerAsync(string report, Process host)
    {
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(report)!);
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Renamed += (_, _) => written.TrySetResult();
        watcher.EnableRaisingEvents = true;
        if (!File.Exists(report))
        {
            await Task.WhenAny(written.Task, host.WaitForExitAsync(Token)).WaitAsync(SampleHost.Patience, Token);
        }

        Assert.False(host.HasExited, "The host ended before it was killed.");
        return int.Parse(await File.ReadAllTextAsync(report, Token), System.Globalization.CultureInfo.InvariantCulture);
    }
}
