using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Xunit;

namespace Lectern.LocalHost.Tests;

public sealed class LocalHostTests : IDisposable
{
    private readonly string _data = Path.Combine(Path.GetTempPath(), $"lectern-localhost-{Guid.NewGuid():N}");
    private readonly int _port = LocalHostProcess.FreePort();
    private readonly HttpClient _client = new();

    private string Students => $"http://localhost:{_port}/api/students";

    [Fact]
    public async Task It_serves_demo_students_of_many_scripts_and_says_where_on_one_line()
    {
        await using var host = await LocalHostProcess.StartAsync(_port, _data);

        Assert.Equal($"Lectern is ready at http://localhost:{_port}/api", host.Output);
        var page = await GetAsync($"{Students}?limit=200&count=true");
        Assert.InRange((int)page["count"]!, 200, 999);
        string names = string.Concat(page["value"]!.AsArray().Select(student => (string?)student!["fullName"]));
        foreach (var (first, last) in new[] { ('a', 'z'), ('а', 'я'), ('ا', 'ي'), ('一', '龥'), ('가', '힣'), ('ก', '๛') })
        {
            Assert.Contains(names, letter => letter >= first && letter <= last);
        }
    }

    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    public async Task A_signal_stops_it_and_its_database_and_what_was_written_stays(PosixSignal signal)
    {
        var host = await LocalHostProcess.StartAsync(_port, _data, "--no-demo");
        await CreateAsync("Stays");
        host.Signal(signal);
        Assert.Equal(0, await host.WaitForExitAsync());
        await host.DisposeAsync();
        Assert.False(File.Exists(Path.Combine(_data, "postgresql", "postmaster.pid")), "PostgreSQL still runs.");

        await using var again = await LocalHostProcess.StartAsync(_port, _data, "--no-demo");

        Assert.Equal(["Stays"], await NamesAsync());
    }

    [Fact]
    public async Task Killed_at_any_moment_it_loses_nothing_that_was_answered()
    {
        var answered = new List<string>();
        for (int round = 0; round < 3; round++)
        {
            var host = await LocalHostProcess.StartAsync(_port, _data, "--no-demo");
            answered.Add(await CreateAsync($"Round {round}"));
            host.Kill();
            await host.DisposeAsync();
        }

        await using var last = await LocalHostProcess.StartAsync(_port, _data, "--no-demo");

        Assert.Equal(answered, await NamesAsync());
    }

    [Fact]
    public async Task A_server_that_outlived_its_killed_host_is_stopped_and_its_data_kept()
    {
        var host = await LocalHostProcess.StartAsync(_port, _data, "--no-demo");
        await CreateAsync("Stays");
        // The shell that would have stopped the server goes first.
        foreach (int child in ChildrenOf(host.Id))
        {
            Process.GetProcessById(child).Kill();
        }

        host.Kill();
        await host.DisposeAsync();

        await using var next = await LocalHostProcess.StartAsync(_port, _data, "--no-demo");

        Assert.Equal(["Stays"], await NamesAsync());
    }

    [Fact]
    public async Task A_pid_file_that_names_somebody_elses_process_does_not_stop_the_start()
    {
        await using (var host = await LocalHostProcess.StartAsync(_port, _data, "--no-demo"))
        {
            host.Signal(PosixSignal.SIGTERM);
            await host.WaitForExitAsync();
        }

        await File.WriteAllTextAsync(
            Path.Combine(_data, "postgresql", "postmaster.pid"), $"{Environment.ProcessId}\n",
            TestContext.Current.CancellationToken);

        await using var next = await LocalHostProcess.StartAsync(_port, _data, "--no-demo");
    }

    [Fact]
    public async Task Two_run_side_by_side_and_know_nothing_of_each_other()
    {
        string otherData = _data + "-other";
        int otherPort = LocalHostProcess.FreePort();
        try
        {
            await using var one = await LocalHostProcess.StartAsync(_port, _data, "--no-demo");
            await using var other = await LocalHostProcess.StartAsync(otherPort, otherData, "--no-demo");
            await CreateAsync("One");

            Assert.Equal(["One"], await NamesAsync());
            Assert.Empty((await GetAsync($"http://localhost:{otherPort}/api/students"))["value"]!.AsArray());
        }
        finally
        {
            DeleteFolder(otherData);
        }
    }

    [Fact]
    public async Task A_second_one_on_the_same_folder_is_refused_and_harms_nothing()
    {
        await using var one = await LocalHostProcess.StartAsync(_port, _data, "--no-demo");
        await CreateAsync("Stays");

        var (exitCode, _, error) = await LocalHostProcess.RunAsync(
            None, "--port", $"{LocalHostProcess.FreePort()}", "--data", _data, "--fresh");

        Assert.Equal(1, exitCode);
        Assert.Contains("in use by another LocalHost", error, StringComparison.Ordinal);
        Assert.Equal(["Stays"], await NamesAsync());
    }

    [Fact]
    public async Task A_taken_port_is_refused_before_anything_is_made()
    {
        await using var one = await LocalHostProcess.StartAsync(_port, _data, "--no-demo");

        var (exitCode, _, error) = await LocalHostProcess.RunAsync(None, "--port", $"{_port}", "--data", _data + "-x");

        Assert.Equal(1, exitCode);
        Assert.Contains($"port {_port} cannot be had", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_data + "-x"));
    }

    [Fact]
    public async Task Fresh_begins_anew()
    {
        await using (var host = await LocalHostProcess.StartAsync(_port, _data, "--no-demo"))
        {
            await CreateAsync("Goes");
            host.Signal(PosixSignal.SIGTERM);
            await host.WaitForExitAsync();
        }

        await using var fresh = await LocalHostProcess.StartAsync(_port, _data, "--no-demo", "--fresh");

        Assert.Empty(await NamesAsync());
    }

    [Fact]
    public async Task Fresh_never_deletes_a_folder_that_is_not_its_own()
    {
        Directory.CreateDirectory(_data);
        string mine = Path.Combine(_data, "thesis.txt");
        await File.WriteAllTextAsync(mine, "years of work", TestContext.Current.CancellationToken);

        var (exitCode, _, error) = await LocalHostProcess.RunAsync(
            None, "--port", $"{_port}", "--data", _data, "--fresh");

        Assert.Equal(1, exitCode);
        Assert.Contains("not made by Lectern", error, StringComparison.Ordinal);
        Assert.True(File.Exists(mine));
    }

    [Theory]
    [InlineData("--prot", "7071")]
    [InlineData("--port", "x")]
    [InlineData("--port", "0")]
    [InlineData("--port", "70000")]
    [InlineData("start", "now")]
    public async Task Wrong_usage_says_the_right_one(string argument, string value)
    {
        var (exitCode, output, error) = await LocalHostProcess.RunAsync(None, argument, value);

        Assert.Equal(2, exitCode);
        Assert.Contains("--port", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_url_that_leads_nowhere_is_said_without_a_stack_trace()
    {
        var (exitCode, _, error) = await LocalHostProcess.RunAsync(
            new Dictionary<string, string> { ["DATABASE_URL"] = "postgresql://someone:s3cret@127.0.0.1:1/lectern" },
            "--port", $"{_port}", "--data", _data);

        Assert.Equal(1, exitCode);
        Assert.Contains("Lectern cannot run: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_data));
    }

    [Fact]
    public async Task A_folder_with_blanks_and_quotes_in_its_name_is_as_good_as_any()
    {
        string data = Path.Combine(_data, "it's a \"Prüfung\" $HOME");

        await using var host = await LocalHostProcess.StartAsync(_port, data, "--no-demo");

        Assert.Empty(await NamesAsync());
    }

    public void Dispose()
    {
        _client.Dispose();
        DeleteFolder(_data);
    }

    private static Dictionary<string, string> None => [];

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<int> ChildrenOf(int process)
    {
        using var pgrep = Process.Start(new ProcessStartInfo("pgrep", ["-P", $"{process}"]) { RedirectStandardOutput = true })!;
        return pgrep.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);
    }

    private async Task<string> CreateAsync(string name)
    {
        using var answer = await _client.PostAsJsonAsync(
            Students, new { fullName = name, email = $"{Guid.NewGuid():N}@example.org" },
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return name;
    }

    private async Task<JsonNode> GetAsync(string url) =>
        (await _client.GetFromJsonAsync<JsonNode>(url, TestContext.Current.CancellationToken))!;

    private async Task<string[]> NamesAsync() =>
        [.. (await GetAsync(Students))["value"]!.AsArray().Select(student => (string)student!["fullName"]!)];
}
