using System.Net;
using System.Net.Sockets;
using Lectern.LocalPostgres;
using Xunit;

namespace Lectern.LocalHost.Tests;

/// <summary>PostgreSQL in a container: the data outlives every end of a run, and nothing else does.</summary>
public sealed class DockerTests : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private readonly int _port = LocalHostProcess.FreePort();

    [Fact]
    public async Task It_says_the_container_and_what_was_written_stays_without_a_container()
    {
        await using (var host = await DockerHost.StartAsync(_port, _data.Path))
        {
            Assert.Contains(
                $"(container {DockerPrograms.NewestImage})", host.Error + host.Output, StringComparison.Ordinal);
            await host.School.CreateAsync("Stays");
            Assert.Equal(0, await host.StopAsync());
        }

        Assert.Equal("", await DockerHost.ContainersAsync(_data.Path));
        // The folder remembers where its data is, without the variable.
        await using var again = await LocalHostProcess.StartAsync(_port, _data.Path, "--no-demo");
        Assert.Equal(["Stays"], await again.School.NamesAsync());
    }

    [Fact]
    public async Task Killed_it_loses_nothing_that_was_answered()
    {
        await using (var host = await DockerHost.StartAsync(_port, _data.Path))
        {
            await host.School.CreateAsync("Stays");
            host.Kill();
        }

        await using var again = await DockerHost.StartAsync(_port, _data.Path);
        Assert.Equal(["Stays"], await again.School.NamesAsync());
    }

    [Fact]
    public async Task A_container_that_outlived_its_killed_host_is_stopped_and_its_data_kept()
    {
        await using (var host = await DockerHost.StartAsync(_port, _data.Path))
        {
            await host.School.CreateAsync("Stays");
            LocalHostProcess.KillChildrenOf(host.Id);
            host.Kill();
        }

        Assert.NotEqual("", await DockerHost.ContainersAsync(_data.Path));
        await using var again = await DockerHost.StartAsync(_port, _data.Path);
        Assert.Equal(["Stays"], await again.School.NamesAsync());
    }

    [Fact]
    public async Task Fresh_removes_the_volume_with_the_container_that_still_uses_it()
    {
        string name;
        await using (var host = await DockerHost.StartAsync(_port, _data.Path))
        {
            name = DockerHost.NameOf(_data.Path);
            await host.School.CreateAsync("Goes");
            LocalHostProcess.KillChildrenOf(host.Id);
            host.Kill();
        }

        await using var fresh = await DockerHost.StartAsync(_port, _data.Path, "--fresh");

        Assert.Empty(await fresh.School.NamesAsync());
        Assert.Equal("", await DockerHost.VolumesAsync(name));
    }

    [Theory]
    [InlineData("--fresh", "nothing is deleted")]
    [InlineData("--no-demo", "Docker does not answer")]
    public async Task A_Docker_that_is_silent_is_named_and_the_data_stays(string argument, string message)
    {
        await using (var host = await DockerHost.StartAsync(_port, _data.Path))
        {
            await host.School.CreateAsync("Stays");
            await host.StopAsync();
        }

        // It accepts connections and never answers.
        string socket = Path.Combine(Path.GetTempPath(), $"docker-{Guid.NewGuid():N}.sock");
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        silent.Bind(new UnixDomainSocketEndPoint(socket));
        silent.Listen();
        var (exitCode, _, error) = await LocalHostProcess.RunAsync(
            new() { ["DOCKER_HOST"] = $"unix://{socket}" }, "--port", $"{_port}", "--data", _data.Path, argument);
        File.Delete(socket);

        Assert.Equal(1, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
        await using var again = await DockerHost.StartAsync(_port, _data.Path);
        Assert.Equal(["Stays"], await again.School.NamesAsync());
    }

    [Fact]
    public async Task An_image_that_cannot_be_fetched_is_named()
    {
        await DockerHost.RequireAsync();
        Directory.CreateDirectory(_data.Path);
        await DockerVolume.CreateAsync(_data.Path, majorVersion: 99, TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<LocalServerException>(() =>
            LocalServer.StartAsync(_data.Path, [], TestContext.Current.CancellationToken));

        Assert.Contains(
            "docker pull --quiet docker.io/library/postgres:99 failed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_another_program_has_is_named()
    {
        await DockerHost.RequireAsync();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        Directory.CreateDirectory(_data.Path);
        await DockerVolume.CreateAsync(_data.Path, majorVersion: 18, TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<LocalServerException>(() =>
            LocalServer.StartAsync(_data.Path, [], port, TestContext.Current.CancellationToken));

        Assert.Equal($"Another program has the port {port} of 127.0.0.1.", failure.Message);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (DockerVolume.Of(_data.Path) is not null
            && await DockerPrograms.FindAsync(_data.Path, majorVersion: null, CancellationToken.None) is { } docker)
        {
            await docker.DeleteDataAsync(_data.Path, CancellationToken.None);
        }

        _data.Dispose();
    }
}
