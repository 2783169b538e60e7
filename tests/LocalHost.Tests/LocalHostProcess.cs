using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Lectern.DatabaseUrls;
using Npgsql;
using Xunit;

namespace Lectern.LocalHost.Tests;

/// <summary>LocalHost in its own process, which tests stop with real signals.</summary>
internal sealed class LocalHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly ProcessOutput _output;

    private LocalHostProcess(int port, ProcessStartInfo start, Dictionary<string, string> environment)
    {
        School = new(port);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment.Remove("DATABASE_URL");
        // The runtime's diagnostic pipes would stay in the temporary folder when a test kills the process.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _output = new(_process);
    }

    /// <summary>A client of its API.</summary>
    public SchoolClient School { get; }

    public int Id => _process.Id;

    public string Output => _output.Output;

    public string Error => _output.Error;

    /// <summary>Starts it and waits for the ready line.</summary>
    public static Task<LocalHostProcess> StartAsync(int port, string data, params string[] more) =>
        StartAsync(port, [], ["--data", data, .. more]);

    /// <summary>Starts it with settings in its environment and waits for the ready line.</summary>
    public static Task<LocalHostProcess> StartAsync(
        int port, Dictionary<string, string> environment, params string[] more) =>
        ReadyAsync(new(port, LocalHostStart.Program(["--port", $"{port}", .. more]), environment));

    /// <summary>Starts it with <c>dotnet run --project</c> in a working folder and waits for the ready line.</summary>
    public static Task<LocalHostProcess> StartFromAsync(string folder, int port, params string[] more) =>
        ReadyAsync(new(port, LocalHostStart.Project(folder, ["--port", $"{port}", .. more]), []));

    /// <summary>Starts it in a terminal of its own; <see cref="Output"/> has both outputs.</summary>
    public static Task<LocalHostProcess> StartInTerminalAsync(int port, string data, params string[] more) =>
        ReadyAsync(new(port, LocalHostStart.Terminal(["--port", $"{port}", "--data", data, .. more]), []));

    /// <summary>Starts it and waits until it ends.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        Dictionary<string, string> environment, params string[] arguments)
    {
        await using var host = new LocalHostProcess(port: 0, LocalHostStart.Program(arguments), environment);
        int exitCode = await host.WaitForExitAsync();
        return (exitCode, host.Output, host.Error);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Npgsql's connection string for a role of the database that it has started.</summary>
    public string ConnectionString(string role)
    {
        string url = $"{Error}\n{Output}".Split('\n')
            .First(line => line.StartsWith("psql ", StringComparison.Ordinal))[5..].Trim('"');
        string connectionString = DatabaseUrl.Parse(url).ToNpgsql(Purpose.Migration);
        return new NpgsqlConnectionStringBuilder(connectionString) { Username = role }.ConnectionString;
    }

    /// <summary>Waits until it has written a text to standard error.</summary>
    public Task UntilErrorAsync(string text) => _output.UntilErrorAsync(text, TestContext.Current.CancellationToken);

    /// <summary>Sends a signal and waits until it has stopped.</summary>
    public async Task<int> StopAsync(PosixSignal signal = PosixSignal.SIGTERM)
    {
        Process.Start("kill", [signal == PosixSignal.SIGINT ? "-INT" : "-TERM", $"{Id}"]).WaitForExit();
        return await WaitForExitAsync();
    }

    /// <summary>Types Ctrl-C in its terminal and waits until it has stopped.</summary>
    public async Task<int> TypeControlCAsync()
    {
        await _process.StandardInput.WriteAsync('\x03');
        await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        return await WaitForExitAsync();
    }

    public void Kill() => _process.Kill();

    /// <summary>Kills what a process has started, but not what that has started.</summary>
    public static void KillChildrenOf(int id)
    {
        using var pgrep = Process.Start(
            new ProcessStartInfo("pgrep", ["-P", $"{id}"]) { RedirectStandardOutput = true })!;
        foreach (string child in pgrep.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Process.GetProcessById(int.Parse(child, CultureInfo.InvariantCulture)).Kill();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        School.Dispose();
    }

    private static async Task<LocalHostProcess> ReadyAsync(LocalHostProcess host)
    {
        var first = await Task.WhenAny(
            host._output.Ready, host._process.WaitForExitAsync(), Task.Delay(StartTimeout));
        if (first != host._output.Ready)
        {
            await host.DisposeAsync();
            Assert.Fail($"LocalHost did not become ready.\n{host.Output}\n{host.Error}");
        }

        return host;
    }

    private async Task<int> WaitForExitAsync()
    {
        using var timeout = new CancellationTokenSource(StopTimeout);
        await _process.WaitForExitAsync(timeout.Token);
        return _process.ExitCode;
    }
}
