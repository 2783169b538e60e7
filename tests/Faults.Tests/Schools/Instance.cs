using System.Net;
using Lectern.Testing.Hosts;
using Lectern.WorkerHost;
using Microsoft.Extensions.Logging;

namespace Lectern.Faults.Tests.Schools;

/// <summary>An instance of the API: a real worker process, and the host that starts it. It keeps its port.</summary>
internal sealed class Instance : IAsyncDisposable
{
    // Longer than any answer may take, also on a busy machine. A client that waits so long has found a defect.
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromMinutes(3);
    // A worker needs seconds, and several times as long where all processors are busy.
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);

    private readonly WorkerHostOptions _options;
    private FunctionsHost _host;

    private Instance(WorkerHostOptions options, FunctionsHost host)
    {
        _options = options;
        _host = host;
        Client = new() { BaseAddress = new(host.Address, "api/"), Timeout = AnswerTimeout };
    }

    public HttpClient Client { get; }

    public Uri Address => _host.Address;

    public static async Task<Instance> StartAsync(
        IReadOnlyDictionary<string, string?> settings, ILoggerProvider log, CancellationToken token)
    {
        var options = new WorkerHostOptions
        {
            WorkerFolder = WorkerApi.BuiltFolder,
            Environment = settings,
            StartTimeout = StartTimeout,
            WorkerWaitTimeout = StartTimeout,
            LoggerFactory = LoggerFactory.Create(logging => logging.AddProvider(log)),
        };
        var host = await FunctionsHost.StartAsync(options, token);
        return new(options with { Port = host.Address.Port }, host);
    }

    /// <summary>Kills the worker's process. Its host starts the next one.</summary>
    public Task KillAsync(CancellationToken token) => _host.KillWorkerAsync(token);

    /// <summary>Stops it as a deployment does, with the requests in flight answered, and starts another one.</summary>
    public async Task ReplaceAsync(CancellationToken token)
    {
        await _host.StopAsync(token);
        await _host.DisposeAsync();
        _host = await FunctionsHost.StartAsync(_options, token);
    }

    /// <summary>Is it ready, and does it answer from the database?</summary>
    public async Task<bool> AnswersAsync(CancellationToken token) =>
        await IsOkAsync("health/ready", token) && await IsOkAsync("students?limit=1", token);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
        _options.LoggerFactory.Dispose();
    }

    private async Task<bool> IsOkAsync(string path, CancellationToken token)
    {
        try
        {
            using var response = await Client.GetAsync(path, token);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
