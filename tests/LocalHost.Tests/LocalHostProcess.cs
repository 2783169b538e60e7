using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Lectern.DatabaseUrls;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.LocalHost.Tests;

/// <summary>LocalHost as a person starts it: the built program, its own process, real signals.</summary>
internal sealed class LocalHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _error = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient _client = new();
    private readonly Uri _students;
    private readonly Process _process;

    private LocalHostProcess(int port, ProcessStartInfo start, Dictionary<string, string> environment)
    {
        _students = new($"http://localhost:{port}/api/students");
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
        _process.OutputDataReceived += (_, line) =>
        {
            // A terminal ends its lines with CR LF.
            _output.Enqueue(line.Data?.TrimEnd('\r') ?? "");
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
    public static Task<LocalHostProcess> StartAsync(int port, string data, params string[] more) =>
        StartAsync(port, new Dictionary<string, string>(), ["--data", data, .. more]);

    /// <summary>Starts it with settings in its environment and waits for the ready line.</summary>
    public static async Task<LocalHostProcess> StartAsync(
        int port, Dictionary<string, string> environment, params string[] more)
    {
        return await ReadyAsync(new(port, Program(["--port", $"{port}", .. more]), environment));
    }

    /// <summary>Starts it with <c>dotnet run --project</c>, from a folder of the caller's.</summary>
    public static Task<LocalHostProcess> StartFromAsync(string folder, int port, params string[] more)
    {
        string project = Path.Combine(Repository.Root, "src", "LocalHost");
        return ReadyAsync(new(
            port,
            new("dotnet", ["run", "--no-build", "-c", Repository.Configuration, "--project", project, "--",
                "--port", $"{port}", .. more])
            { WorkingDirectory = folder },
            []));
    }

    /// <summary>Starts it in a terminal of its own; all that it says is in <see cref="Output"/>.</summary>
    public static Task<LocalHostProcess> StartInTerminalAsync(int port, string data, params string[] more)
    {
        var program = Program(["--port", $"{port}", "--data", data, .. more]);
        string[] words = [program.FileName, .. program.ArgumentList];
        // exec: a shell that stays (dash, where SHELL is not set) would also get Ctrl-C, and end with its own exit code.
        var terminal = OperatingSystem.IsMacOS()
            ? new ProcessStartInfo("script", ["-q", "/dev/null", .. words])
            : new("script", ["-qec", $"exec {string.Join(' ', words.Select(Quoted))}", "/dev/null"]);
        terminal.RedirectStandardInput = true;
        return ReadyAsync(new(port, terminal, []));

        static string Quoted(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }

    private static async Task<LocalHostProcess> ReadyAsync(LocalHostProcess host)
    {
        var first = await Task.WhenAny(host._ready.Task, host._process.WaitForExitAsync(), Task.Delay(StartTimeout));
        if (first != host._ready.Task)
        {
            await host.DisposeAsync();
            Assert.Fail($"LocalHost did not become ready.\n{host.Output}\n{host.Error}");
        }

        return host;
    }

    /// <summary>
    /// The built program. A test run in the background of a script ignores SIGINT, and what it starts would too.
    /// </summary>
    private static ProcessStartInfo Program(IEnumerable<string> arguments)
    {
        string dotnet = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet"
            ? path
            : "dotnet";
        string[] words = [dotnet, Path.Combine(AppContext.BaseDirectory, "Lectern.LocalHost.dll"), .. arguments];
        return OperatingSystem.IsLinux() ? new("env", ["--default-signal=INT", .. words]) : new(words[0], words[1..]);
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        Dictionary<string, string> environment, params string[] arguments)
    {
        await using var host = new LocalHostProcess(port: 0, Program(arguments), environment);
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

    /// <summary>Npgsql's connection string for a role of the database that it has started.</summary>
    public string ConnectionString(string role)
    {
        string url = $"{Error}\n{Output}".Split('\n')
            .First(line => line.StartsWith("psql ", StringComparison.Ordinal))[5..].Trim('"');
        string connectionString = DatabaseUrl.Parse(url).ToNpgsql(Purpose.Migration);
        return new NpgsqlConnectionStringBuilder(connectionString) { Username = role }.ConnectionString;
    }

    /// <summary>Makes a student and returns its name once the API has answered.</summary>
    public async Task<string> CreateAsync(string name)
    {
        using var answer = await _client.PostAsJsonAsync(
            _students, new { fullName = name, email = $"{Guid.NewGuid():N}@example.org" },
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return name;
    }

    /// <summary>Makes a student with one idempotency key, again until the API answers.</summary>
    public async Task CreateAgainAsync(string name)
    {
        string key = $"{Guid.NewGuid()}";
        HttpStatusCode? status = null;
        for (int attempt = 0; status != HttpStatusCode.Created; attempt++)
        {
            Assert.True(attempt < 100, $"No success in 100 attempts: {status}");
            using var request = new HttpRequestMessage(HttpMethod.Post, _students)
            {
                Content = JsonContent.Create(new { fullName = name, email = $"{key}@example.org" }),
                Headers = { { "Idempotency-Key", key } },
            };
            try
            {
                using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
                status = answer.StatusCode;
            }
            catch (HttpRequestException)
            {
                // Cut with the worker; the key makes the next attempt safe.
            }
        }
    }

    /// <summary>A page of students.</summary>
    public async Task<JsonNode> PageAsync(string query = "") =>
        (await _client.GetFromJsonAsync<JsonNode>(_students + query, TestContext.Current.CancellationToken))!;

    /// <summary>How many rows of another list a filter lets through.</summary>
    public async Task<int> CountAsync(string list, string filter = "limit=1")
    {
        var rows = new Uri(_students, $"{list}?count=true&{filter}");
        return (int)(await _client.GetFromJsonAsync<JsonNode>(rows, TestContext.Current.CancellationToken))!["count"]!;
    }

    /// <summary>The names of the first students, in the order in which they were made.</summary>
    public async Task<string[]> NamesAsync() =>
        [.. (await PageAsync())["value"]!.AsArray().Select(student => (string)student!["fullName"]!)];

    /// <summary>Asks it to stop and waits until it has.</summary>
    public async Task<int> StopAsync(PosixSignal signal = PosixSignal.SIGTERM)
    {
        Process.Start("kill", [signal == PosixSignal.SIGINT ? "-INT" : "-TERM", $"{Id}"]).WaitForExit();
        return await WaitForExitAsync();
    }

    /// <summary>Types Ctrl-C at its terminal and waits until it has stopped.</summary>
    public async Task<int> TypeControlCAsync()
    {
        await _process.StandardInput.WriteAsync('\x03');
        await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        return await WaitForExitAsync();
    }

    public void Kill() => _process.Kill();

    private async Task<int> WaitForExitAsync()
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
        _client.Dispose();
    }
}
