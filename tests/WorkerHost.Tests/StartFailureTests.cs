using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Lectern.WorkerHost.Tests;

public sealed class StartFailureTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("worker-host-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_folder_that_does_not_exist_is_named()
    {
        var options = SampleHost.Options() with { WorkerFolder = Path.Combine(_folder.FullName, "none") };
        string message = await FailureAsync(options);
        Assert.Contains($"{options.WorkerFolder} does not exist. Build or publish", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_worker_config_is_named()
    {
        string message = await FailureAsync(SampleHost.Options() with { WorkerFolder = _folder.FullName });
        Assert.Contains("holds no worker.config.json", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "is not valid")]
    [InlineData("{ }", "names no program")]
    [InlineData("""{ "description": { "defaultExecutablePath": "dotnet", "defaultWorkerPath": "none.dll" } }""",
        "none.dll, which worker.config.json names, does not exist")]
    [InlineData("""{ "description": { "defaultExecutablePath": "{WorkerRoot}none" } }""", "none cannot be run")]
    public async Task A_worker_config_that_leads_nowhere_is_explained(string config, string expected)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "worker.config.json"), config, Token);
        string message = await FailureAsync(SampleHost.Options() with { WorkerFolder = _folder.FullName });
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_whose_port_another_process_took_is_started_again()
    {
        string file = Path.Combine(_folder.FullName, "port");
        await File.WriteAllTextAsync(file, "", Token);

        await using var host = await SampleHost.StartAsync(SampleHost.Options(null, ("SAMPLE_PORT_FILE", file)));

        Assert.Equal(2, host.WorkerStarts);
        Assert.NotEmpty(host.Functions);
    }

    [Fact]
    public async Task A_worker_without_the_ASP_NET_Core_integration_is_told_what_to_call()
    {
        string message = await FailureAsync(SampleHost.Options(null, ("SAMPLE_START", "plain")));
        Assert.Contains("call ConfigureFunctionsWebApplication()", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_exits_at_once_shows_its_exit_code_and_its_last_lines()
    {
        string message = await FailureAsync(SampleHost.Options(null, ("SAMPLE_START", "crash")));
        Assert.Contains("ended with exit code 3 before it was ready", message, StringComparison.Ordinal);
        Assert.Contains("The sample worker cannot start.", message, StringComparison.Ordinal);
        Assert.Contains("Its database is away.", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_does_not_connect_is_given_up_after_the_start_timeout()
    {
        var options = SampleHost.Options(null, ("SAMPLE_START", "hang"));
        string message = await FailureAsync(options with { StartTimeout = TimeSpan.FromSeconds(1) });
        Assert.Contains(
            "did not get ready within 1 s: the host waited for the worker to connect",
            message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_is_cancelled_leaves_no_process()
    {
        using var log = new LogCollector();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var starting = FunctionsHost.StartAsync(SampleHost.Options(log, ("SAMPLE_START", "hang")), cancel.Token);
        int worker = ProcessIn(await log.WaitForAsync("The sample worker hangs:"));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
        Assert.True(StopTests.HasEnded(worker));
    }

    [Fact]
    public async Task After_a_failed_start_the_next_one_serves_localhost()
    {
        int port = FreePort();
        var options = SampleHost.Options() with { Address = null, Port = port };
        await FailureAsync(options with { WorkerFolder = _folder.FullName });
        await using var host = await SampleHost.StartAsync(options);
        using var client = new HttpClient { BaseAddress = new($"http://localhost:{port}") };
        Assert.Equal(HttpStatusCode.NoContent, (await client.GetAsync("api/empty", Token)).StatusCode);
    }

    [Fact]
    public async Task A_port_in_use_is_named_and_the_worker_ends()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var log = new LogCollector();
        var options = SampleHost.Options(log) with { Port = ((IPEndPoint)taken.LocalEndpoint).Port };
        var failure = await Assert.ThrowsAnyAsync<IOException>(() => SampleHost.StartAsync(options));
        Assert.Contains($"{options.Port}", failure.Message, StringComparison.Ordinal);
        Assert.True(StopTests.HasEnded(ProcessIn(await log.WaitForAsync("is ready"))));
    }

    private static int ProcessIn(LogEntry entry) =>
        int.Parse(Regex.Match(entry.Message, "[0-9]+").Value, CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<string> FailureAsync(WorkerHostOptions options) =>
        (await Assert.ThrowsAsync<WorkerStartException>(() => SampleHost.StartAsync(options))).Message;
}
