using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Lectern.Bench;

/// <summary>A process that serves, from its start on.</summary>
internal sealed class ServedApplication : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Stopwatch _sinceStart = Stopwatch.StartNew();

    private ServedApplication(Process process, int port)
    {
        _process = process;
        Client = new() { BaseAddress = new($"http://127.0.0.1:{port}/api/") };
    }

    public HttpClient Client { get; }

    /// <summary>Starts <c>serve</c> of a built copy of this program.</summary>
    /// <param name="folder">Where the copy is.</param>
    /// <param name="school">Its database.</param>
    public static ServedApplication Start(string folder, School school)
    {
        int port = FreePort();
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(folder, "Lectern.Bench.dll"), "serve",
                "--port", port.ToString(CultureInfo.InvariantCulture),
            ]);
        start.Environment["DATABASE_URL"] = school.ConnectionString;
        start.Environment["AUTHENTICATION"] = "development";
        return new(Process.Start(start)!, port);
    }

    /// <summary>Asks until it is ready.</summary>
    /// <returns>The time since its start.</returns>
    public async Task<TimeSpan> UntilReadyAsync(CancellationToken cancellationToken)
    {
        while (_sinceStart.Elapsed < StartTimeout)
        {
            try
            {
                using var answer = await Client.GetAsync("health/ready", cancellationToken);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return _sinceStart.Elapsed;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
                await Task.Delay(millisecondsDelay: 1, cancellationToken);
            }
        }

        throw new TimeoutException("The application did not become ready.");
    }

    /// <summary>Reads an answer whole and tells how long that took.</summary>
    public async Task<TimeSpan> TimeAsync(string path, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        using var answer = await Client.GetAsync(path, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(started);
    }

    public void Dispose()
    {
        Client.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
