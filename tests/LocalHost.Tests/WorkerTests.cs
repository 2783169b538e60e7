using System.Diagnostics;
using Lectern.Testing.Hosts;
using Xunit;

namespace Lectern.LocalHost.Tests;

/// <summary>LocalHost with <c>--worker</c>, which serves with the program that runs on Azure.</summary>
public sealed class WorkerTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly int _port = LocalHostProcess.FreePort();

    [Fact]
    public async Task Without_a_folder_it_builds_the_worker_of_this_checkout_and_serves_demo_data()
    {
        await using var host = await LocalHostProcess.StartAsync(_port, _data.Path, "--worker");

        Assert.Contains(
            $"Lectern is ready at http://localhost:{_port}/api/about", host.Output, StringComparison.Ordinal);
        Assert.Contains("Building ", host.Error, StringComparison.Ordinal);
        Assert.InRange(await host.School.CountAsync("students"), 200, 999);
        Assert.NotEmpty(WorkersOf(host));
        Assert.Equal(0, await host.StopAsync());
    }

    [Fact]
    public async Task A_killed_worker_is_started_again_and_what_was_written_stays()
    {
        await using var host = await StartAsync();
        await host.School.CreateAsync("Stays");
        int killed = Assert.Single(WorkersOf(host));

        Process.GetProcessById(killed).Kill();

        await host.School.CreateAgainAsync("Comes later");
        Assert.Equal(["Stays", "Comes later"], await host.School.NamesAsync());
        Assert.DoesNotContain(killed, WorkersOf(host));
    }

    [Fact]
    public async Task A_killed_LocalHost_takes_its_worker_with_it()
    {
        await using var host = await StartAsync();
        int worker = Assert.Single(WorkersOf(host));

        host.Kill();

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            await Process.GetProcessById(worker).WaitForExitAsync(limit.Token);
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
    }

    [Fact]
    public async Task A_folder_without_a_worker_is_an_error_that_says_so()
    {
        var (exitCode, _, error) = await LocalHostProcess.RunAsync(
            [], "--port", $"{_port}", "--data", _data.Path, "--no-demo", "--worker", _data.Path);

        Assert.Equal(1, exitCode);
        Assert.Contains("Lectern cannot run: ", error, StringComparison.Ordinal);
        Assert.Contains("worker.config.json", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Dispose();

    private Task<LocalHostProcess> StartAsync() =>
        LocalHostProcess.StartAsync(_port, _data.Path, "--no-demo", "--worker", WorkerApi.BuiltFolder);

    private static List<int> WorkersOf(LocalHostProcess host)
    {
        using var pgrep = Process.Start(
            new ProcessStartInfo("pgrep", ["-P", $"{host.Id}", "-f", "Lectern.Worker.dll"])
            {
                RedirectStandardOutput = true,
            })!;
        // The guard is a shell without a program.
        string ids = pgrep.StandardOutput.ReadToEnd();
        return [.. ids.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
    }
}
