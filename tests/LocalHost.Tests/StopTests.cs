using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Xunit;

namespace Lectern.LocalHost.Tests;

/// <summary>PostgreSQL stops with every end of a run, and answered writes are there the next time.</summary>
public sealed class StopTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly int _port = LocalHostProcess.FreePort();

    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    public async Task A_signal_stops_it_and_its_database_and_what_was_written_stays(PosixSignal signal)
    {
        await using (var host = await StartAsync())
        {
            await host.School.CreateAsync("Stays");
            Assert.Equal(0, await host.StopAsync(signal));
        }

        Assert.False(File.Exists(Path.Combine(_data.Path, "postgresql", "postmaster.pid")), "PostgreSQL still runs.");
        await using var again = await StartAsync();
        Assert.Equal(["Stays"], await again.School.NamesAsync());
    }

    [Fact]
    public async Task Killed_at_any_moment_it_loses_nothing_that_was_answered()
    {
        var answered = new List<string>();
        for (int round = 0; round < 3; round++)
        {
            await using var host = await StartAsync();
            answered.Add(await host.School.CreateAsync($"Round {round}"));
            host.Kill();
        }

        await using var last = await StartAsync();

        Assert.Equal(answered, await last.School.NamesAsync());
    }

    [Fact]
    public async Task A_server_that_outlived_its_killed_host_is_stopped_and_its_data_kept()
    {
        await using (var host = await StartAsync())
        {
            await host.School.CreateAsync("Stays");
            // First the shell that would stop the server.
            LocalHostProcess.KillChildrenOf(host.Id);
            host.Kill();
        }

        await using var next = await StartAsync();

        Assert.Equal(["Stays"], await next.School.NamesAsync());
    }

    [Fact]
    public async Task A_pid_file_that_names_somebody_elses_process_does_not_stop_the_start()
    {
        await using (var host = await StartAsync())
        {
            await host.StopAsync();
        }

        await File.WriteAllTextAsync(
            Path.Combine(_data.Path, "postgresql", "postmaster.pid"), $"{Environment.ProcessId}\n",
            TestContext.Current.CancellationToken);

        await using var next = await StartAsync();
    }

    [Fact]
    public async Task It_says_when_its_database_has_ended_and_goes_on_answering()
    {
        await using var host = await StartAsync();
        string[] pidFile = await File.ReadAllLinesAsync(
            Path.Combine(_data.Path, "postgresql", "postmaster.pid"), TestContext.Current.CancellationToken);

        Process.GetProcessById(int.Parse(pidFile[0], CultureInfo.InvariantCulture)).Kill();

        await host.UntilErrorAsync("PostgreSQL has ended");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await host.School.StatusAsync());
        Assert.Equal(0, await host.StopAsync());
    }

    public void Dispose() => _data.Dispose();

    private Task<LocalHostProcess> StartAsync() => LocalHostProcess.StartAsync(_port, _data.Path, "--no-demo");
}
