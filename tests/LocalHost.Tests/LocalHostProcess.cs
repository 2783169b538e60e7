using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Xunit;

namespace Lectern.LocalHost.Tests;

/// <summary>LocalHost as a person starts it: the built program, its own process, real signals.</summary>
internal sealed class LocalHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _error = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private LocalHostProcess(IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } dotnet && Path.GetFileNameWithoutExtension(dotnet) == "dotnet" ? dotnet : "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Lectern.LocalHost.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("DATABASE_URL");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) =>
        {
            _output.Enqueue(line.Data ?? "");
            if (line.Data?.StartsWith("Lectern is ready at ", StringComparison.Ordinal) == true)
            {
                _ready.TrySetResult();
            }
        };
        _process.ErrorDataReceived += (_, line) => _error.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output => string.Join('\n', _output).TrimEnd();

    public string Error => string.Join('\n', _error).TrimEnd();

    /// <summary>Starts it and waits for the ready line.</summary>
    public static async Task<LocalHostProcess> StartAsync(int port, string data, params string[] more)
    {
        var host = new LocalHostProcess(new Dictionary<string, string>(), ["--port", $"{port}", "--data", data, .. more]);
        var first = await Task.WhenAny(host._ready.Task, host._process.WaitForExitAsync(), Task.Delay(StartTimeout));
        Assert.True(first == host._ready.Task, $"LocalHost did not become ready.\n{host.Output}\n{host.Error}");
        return host;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        await using var host = new LocalHostProcess(environment, arguments);
        int exitCode = await host.WaitForExitAsync();
        return (exitCode, host.Output, host.Error);
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Signal(PosixSignal signal) =>
        Process.Start("kill", [signal == PosixSignal.SIGINT ? "-INT" : "-TERM", $"{Id}"]).WaitForExit();

    public void Kill() => _process.Kill();

    public async Task<int> WaitForExitAsync()
    {
        using var timeout = new CancellationTokenSource(StopTimeout);
        await _process.WaitForExitAsync(timeout.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
