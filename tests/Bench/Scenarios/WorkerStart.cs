using System.Diagnostics;
using Lectern.Bench.Measuring;
using Lectern.LocalPostgres;
using Lectern.Testing;
using Lectern.WorkerHost;

namespace Lectern.Bench.Scenarios;

/// <summary>
/// A way to publish and run src/Worker. The host that starts it runs in this process, where its code is compiled.
/// </summary>
/// <param name="Name">The name in the tables.</param>
/// <param name="Options">More arguments of dotnet publish; none for what azd deploys.</param>
internal sealed record WorkerStart(string Name, string[] Options)
{
    // By the arguments: the folder, or null if the publication has failed.
    private static readonly Dictionary<string, string?> Published = [];

    /// <summary>More environment variables of the worker.</summary>
    public Dictionary<string, string?> Environment { get; init; } = [];

    /// <returns>Null if it cannot be published; a message says why.</returns>
    public async Task<Slice?> MeasureAsync(Arena arena, CancellationToken cancellationToken)
    {
        if (!Published.TryGetValue(string.Join(' ', Options), out string? folder))
        {
            folder = await PublishAsync(cancellationToken);
            Published.Add(string.Join(' ', Options), folder);
            if (folder is not null)
            {
                // The first start is not counted: it compiles the code of the host.
                await StartAsync(folder, arena, cancellationToken);
            }
        }

        return folder is null ? null : await StartAsync(folder, arena, cancellationToken);
    }

    private async Task<string?> PublishAsync(CancellationToken cancellationToken)
    {
        string folder = Path.Combine(Repository.Root, "tests", "Bench", "obj", "workers", $"{Published.Count}");
        await Console.Error.WriteAsync($"Publishing src/Worker {string.Join(' ', Options)} …");
        long started = Stopwatch.GetTimestamp();
        string project = Path.Combine(Repository.Root, "src", "Worker");
        var publish = new ProcessStartInfo(
            "dotnet", ["publish", project, "-c", "Release", "-o", folder, "-v", "quiet", .. Options]);
        var (exitCode, output, error) = await Shell.TryRunAsync(publish, cancellationToken);
        await Console.Error.WriteLineAsync($" {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
        if (exitCode == 0)
        {
            return folder;
        }

        await Console.Error.WriteLineAsync($"{Name} is left out, because dotnet publish failed:\n{output}{error}");
        return null;
    }

    private async Task<Slice> StartAsync(string folder, Arena arena, CancellationToken cancellationToken)
    {
        var options = new WorkerHostOptions
        {
            WorkerFolder = folder,
            Environment = new Dictionary<string, string?>(Environment)
            {
                ["DATABASE_URL"] = arena.School.ConnectionString,
                ["AUTHENTICATION"] = "development",
            },
        };
        long database = arena.School.Processes.CpuMicroseconds;
        FunctionsHost? host = null;
        try
        {
            var work = await Meter.TimeAsync(async () =>
            {
                host = await FunctionsHost.StartAsync(options, cancellationToken);
                using var client = new HttpClient { BaseAddress = host.Address };
                using var answer = await client.GetAsync(
                    new Uri($"/api/students/{arena.School.Students[0]}", UriKind.Relative), cancellationToken);
                answer.EnsureSuccessStatusCode();
            });
            var tree = new ProcessTree(host!.WorkerProcessId!.Value);
            return new(
                work, tree.CpuMicroseconds, arena.School.Processes.CpuMicroseconds - database, AllocatedBytes: null,
                IdleBytes: 0, tree.PeakBytes);
        }
        finally
        {
            if (host is not null)
            {
                await host.DisposeAsync();
            }
        }
    }
}
