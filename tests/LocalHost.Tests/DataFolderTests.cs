using Xunit;

namespace Lectern.LocalHost.Tests;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly int _port = LocalHostProcess.FreePort();

    [Fact]
    public async Task A_second_one_on_the_same_folder_is_refused_and_harms_nothing()
    {
        await using var one = await LocalHostProcess.StartAsync(_port, _data.Path, "--no-demo");
        await one.School.CreateAsync("Stays");

        var (exitCode, _, error) = await LocalHostProcess.RunAsync(
            [], "--port", $"{LocalHostProcess.FreePort()}", "--data", _data.Path, "--fresh");

        Assert.Equal(1, exitCode);
        Assert.Contains("in use by another LocalHost", error, StringComparison.Ordinal);
        Assert.Equal(["Stays"], await one.School.NamesAsync());
    }

    [Fact]
    public async Task Fresh_starts_with_an_empty_database()
    {
        await using (var host = await LocalHostProcess.StartAsync(_port, _data.Path, "--no-demo"))
        {
            await host.School.CreateAsync("Goes");
            await host.StopAsync();
        }

        await using var fresh = await LocalHostProcess.StartAsync(_port, _data.Path, "--no-demo", "--fresh");

        Assert.Empty(await fresh.School.NamesAsync());
    }

    [Fact]
    public async Task Fresh_never_deletes_a_folder_that_is_not_its_own()
    {
        Directory.CreateDirectory(_data.Path);
        string mine = Path.Combine(_data.Path, "thesis.txt");
        await File.WriteAllTextAsync(mine, "years of work", TestContext.Current.CancellationToken);

        var (exitCode, _, error) = await LocalHostProcess.RunAsync(
            [], "--port", $"{_port}", "--data", _data.Path, "--fresh");

        Assert.Equal(1, exitCode);
        Assert.Contains("not made by Lectern", error, StringComparison.Ordinal);
        Assert.True(File.Exists(mine));
    }

    [Fact]
    public async Task A_cluster_whose_creation_was_interrupted_is_created_again()
    {
        Directory.CreateDirectory(Path.Combine(_data.Path, "postgresql.new", "data"));

        await using var host = await LocalHostProcess.StartAsync(_port, _data.Path, "--no-demo");

        Assert.Empty(await host.School.NamesAsync());
    }

    [Fact]
    public async Task A_folder_of_another_major_version_is_named_with_what_can_be_done()
    {
        await using (var host = await LocalHostProcess.StartAsync(_port, _data.Path, "--no-demo"))
        {
            await host.StopAsync();
        }

        await File.WriteAllTextAsync(
            Path.Combine(_data.Path, "postgresql", "PG_VERSION"), "9\n", TestContext.Current.CancellationToken);

        var (exitCode, _, error) = await LocalHostProcess.RunAsync([], "--port", $"{_port}", "--data", _data.Path);

        Assert.Equal(1, exitCode);
        Assert.Contains("was made by PostgreSQL 9", error, StringComparison.Ordinal);
        Assert.Contains("--fresh", error, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Dispose();
}
