using System.Diagnostics;
using System.Globalization;
using System.Net;
using Lectern.Bench.Measuring;
using Lectern.LocalPostgres;

namespace Lectern.Bench.Scaling;

/// <summary>One instance of the API, a process of its own.</summary>
internal sealed class Instance : IDisposable
{
    private const int ReadyTries = 3_000;

    private readonly Process _process;

    private Instance(Process process, int port)
    {
        _process = process;
        Client = new(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue })
        {
            BaseAddress = new($"http://127.0.0.1:{port}/api/"),
        };
    }

    public HttpClient Client { get; }

    public ProcessTree Tree => new(_process.Id);

    /// <summary>Starts it, and returns when it is ready.</summary>
    /// <param name="settings">Its environment, with DATABASE_URL.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Instance> StartAsync(
        IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        int port = LocalServer.FreePort();
        var start = new ProcessStartInfo("dotnet", [ThisProgram.File, "serve", "--port", $"{port}"]);
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        start.Environment["AUTHENTICATION"] = "development";
        var instance = new Instance(Process.Start(start)!, port);
        for (int i = 0; i < ReadyTries; i++)
        {
            try
            {
                using var answer = await instance.Client.GetAsync("health/ready", cancellationToken);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return instance;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(millisecondsDelay: 10, cancellationToken);
        }

        instance.Dispose();
        throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"Port {port} did not become ready."));
    }

    public void Dispose()
    {
        Client.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
