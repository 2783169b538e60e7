using System.Diagnostics;
using System.Globalization;
using Lectern.Bench.Measuring;
using Lectern.LocalPostgres;

namespace Lectern.Bench.Contestants;

/// <summary>A contestant's process, which answers.</summary>
internal sealed class RunningContestant : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly string _gauges;

    private RunningContestant(Contestant contestant, Process process, int port, string gauges)
    {
        (Contestant, _process, Port, _gauges) = (contestant, process, port, gauges);
        Tree = new(process.Id, contestant.IsRootCounted);
        Client = new() { BaseAddress = new($"http://127.0.0.1:{port}") };
    }

    public Contestant Contestant { get; }

    public int Port { get; }

    /// <summary>The processes that are measured.</summary>
    public ProcessTree Tree { get; }

    public HttpClient Client { get; }

    /// <summary>What they have allocated since their start; null if they are no .NET processes.</summary>
    public long? AllocatedBytes => AllocationGauge.Read(_gauges, Tree.ProcessIds);

    /// <returns>Null if it cannot run here; a message says why.</returns>
    public static async Task<RunningContestant?> StartAsync(
        Contestant contestant, School school, string gauges, IReadOnlyDictionary<string, string> settings,
        CancellationToken cancellationToken)
    {
        int port = LocalServer.FreePort();
        var (start, absence) = await contestant.StartAsync(port, cancellationToken);
        if (start is null)
        {
            await Console.Error.WriteLineAsync($"{contestant.Name} is left out: {absence}");
            return null;
        }

        start.Environment["DATABASE_URL"] = school.ConnectionString;
        start.Environment["AUTHENTICATION"] = "development";
        start.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["WORKERS"] = ContestantList.Workers.ToString(CultureInfo.InvariantCulture);
        start.Environment["DOTNET_STARTUP_HOOKS"] = ThisProgram.File;
        start.Environment[AllocationGauge.FolderVariable] = gauges;
        foreach (var (name, value) in school.Environment.Concat(settings))
        {
            start.Environment[name] = value;
        }

        var running = new RunningContestant(contestant, Process.Start(start)!, port, gauges);
        await running.UntilReadyAsync($"/api/students/{school.Students[0]}", cancellationToken);
        return running;
    }

    public void Dispose()
    {
        Client.Dispose();
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task UntilReadyAsync(string path, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < StartTimeout && !_process.HasExited)
        {
            try
            {
                using var answer = await Client.GetAsync(path, cancellationToken);
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException notYet) when (notYet.StatusCode is null)
            {
                await Task.Delay(millisecondsDelay: 5, cancellationToken);
            }
        }

        throw new InvalidOperationException($"{Contestant.Name} did not start to answer.");
    }
}
