using System.Diagnostics;
using System.Net;
using Lectern.Bench.Contestants;
using Lectern.Bench.Measuring;

namespace Lectern.Bench.Scenarios;

/// <summary>
/// 1,000 clients ask at once for what takes the database a second, of an instance with a pool of 100. Meanwhile, the
/// instance's health is asked for again and again.
/// </summary>
internal sealed class WaitingClients : IScenario
{
    public const string ScenarioName = "waiting";
    public const string Threads = "threads";
    public const string SlowestProbe = "slowest probe, ms";
    public const string Failures = "failures";

    private const int Clients = 1_000;
    private const int ProbeMs = 50;
    private const int WarmUpRequests = 500;

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["DATABASE_POOL_SIZE"] = "100",
        // So that nobody is refused because of the time that the last ones wait.
        ["DATABASE_CONNECT_TIMEOUT_SECONDS"] = "60",
    };

    // A resource may take three quarters of the pool, so two are asked. Reading one of their rows takes a second.
    private static readonly string[] Tables = ["tutors", "bot_templates"];
    private static readonly string[] Paths = ["/api/tutors?limit=1", "/api/bot-messages/templates?limit=1"];

    public string Name => ScenarioName;

    public string What => "1,000 clients at once, each with a query of one second; a pool of 100";

    public int? MaxRounds => 1;

    public bool IsWarmedUp => false;

    public async Task<Slice> RunAsync(RunningContestant contestant, Arena arena, CancellationToken cancellationToken)
    {
        var school = arena.School;
        using var own = (await RunningContestant.StartAsync(
            contestant.Contestant, school, arena.Gauges, Settings, cancellationToken))!;
        // The instance has just started, and its code is still being compiled.
        for (int request = 0; request < WarmUpRequests; request++)
        {
            using var answer = await own.Client.GetAsync(
                new Uri(Paths[request % Paths.Length], UriKind.Relative), cancellationToken);
            answer.EnsureSuccessStatusCode();
        }

        await school.ExecuteAsync("""
            insert into tutors (id, full_name, email, hourly_rate_minor, currency)
            values (gen_random_uuid(), 'Tutor', gen_random_uuid() || '@example.org', 3000, 'EUR');
            insert into bot_templates (id, name, locale, body, placeholders)
            values (gen_random_uuid(), gen_random_uuid()::text, 'en', 'Hello', '{}')
            """);
        await Task.WhenAll(Tables.Select(table => school.ExecuteAsync($"""
            alter table {table} rename to {table}_at_once;
            create view {table} as select at_once.* from (select pg_sleep(1)) slept, {table}_at_once at_once;
            grant select on {table} to lectern_app
            """)));
        try
        {
            return await Meter.MeasureAsync(own, school, () => WaitAsync(own, cancellationToken));
        }
        finally
        {
            await Task.WhenAll(Tables.Select(table => school.ExecuteAsync(
                $"drop view {table}; alter table {table}_at_once rename to {table}")));
        }
    }

    private static async Task<Work> WaitAsync(RunningContestant contestant, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(contestant, ended.Token);
        var latencies = new Latencies();
        int failures = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            var uri = new Uri(Paths[client % Paths.Length], UriKind.Relative);
            using var answer = await contestant.Client.GetAsync(uri, cancellationToken);
            lock (latencies)
            {
                failures += answer.StatusCode == HttpStatusCode.OK ? 0 : 1;
                latencies.Add(clock.Elapsed);
            }
        }));
        double seconds = clock.Elapsed.TotalSeconds;
        await ended.CancelAsync();
        var (threads, slowest) = await watching;
        var further = new Dictionary<string, double>
        {
            [Threads] = threads,
            [SlowestProbe] = slowest,
            [Failures] = failures,
        };
        return new(seconds, latencies) { Further = further };
    }

    // Sends and receives on a thread of its own: the pool's threads of this process serve the thousand clients.
    private static Task<(double Threads, double SlowestMs)> WatchAsync(
        RunningContestant contestant, CancellationToken ended) => Task.Factory.StartNew(
        () =>
        {
            double threads = 0;
            double slowest = 0;
            using var client = new HttpClient { BaseAddress = contestant.Client.BaseAddress };
            while (!ended.WaitHandle.WaitOne(ProbeMs))
            {
                long asked = Stopwatch.GetTimestamp();
                using var request = new HttpRequestMessage(HttpMethod.Get, "/api/health/live");
                using var answer = client.Send(request, CancellationToken.None);
                answer.EnsureSuccessStatusCode();
                slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                threads = Math.Max(threads, contestant.Tree.Threads);
            }

            return (threads, slowest);
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
