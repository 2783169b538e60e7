using System.CommandLine;
using System.Diagnostics;
using Lectern.Bench.Measuring;
using Lectern.Testing;
using Npgsql;
using Spectre.Console;

namespace Lectern.Bench.Scaling;

/// <summary>What one server spends on a request, however many instances, a pooler or standbys are with it.</summary>
internal static class FleetCommand
{
    private const int Students = 20_000;
    private const int Clients = 16;
    private const int PoolerConnections = 20;

    public static Command Create()
    {
        var seconds = ScalingCommand.Seconds(4);
        var command = new Command(
            "fleet", "One to three instances, PgBouncer, one and two standbys: one server's CPU. Then event streams.")
        {
            seconds,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellationToken));
        return command;
    }

    private static async Task RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        await using var database = await server.CreateDatabaseAsync();
        Sql.Execute(database.OwnerConnectionString, $"""
            insert into students (id, full_name, email, grade)
            select md5(n::text)::uuid, 'Student ' || n, n || '@example.org', n % 13 + 1
            from generate_series(1, {Students}) n;
            insert into payments (id, student_id, amount_minor, currency, method, paid_at)
            select md5(n::text)::uuid, md5(n::text)::uuid, 4900, 'EUR', 'card', now() - n % 300 * interval '1 day'
            from generate_series(1, {Students}) n
            """);
        Sql.Execute(database.OwnerConnectionString, "analyze");
        var table = new Table().AddColumns(
            "parts", "requests a second", "primary, CPU µs a request", "standbys, CPU µs a request", "connections");
        var fleet = new Fleet(server, database, duration);
        for (int instances = 1; instances <= 3; instances++)
        {
            table.AddRow(await fleet.MeasureAsync(
                $"{instances} instances, rows and lists", instances, Urls(database.ApplicationConnectionString),
                Fleet.Rows, [], Clients, cancellationToken));
        }

        await using (var pooler = await TestPooler.StartAsync(server, poolSize: PoolerConnections))
        {
            var pooled = Urls(pooler.ConnectionString("lectern_app", database.Name) + ";pgbouncer=true");
            pooled["DATABASE_LISTEN_URL"] = database.ApplicationConnectionString;
            table.AddRow(await fleet.MeasureAsync(
                "3 instances, PgBouncer, rows and lists", 3, pooled, Fleet.Rows, [], Clients, cancellationToken));
        }

        await AddStandbysAsync(table, fleet, server, database, cancellationToken);
        AnsiConsole.Write(table);
        Console.WriteLine(await StreamFleet.MeasureAsync(database, cancellationToken));
    }

    private static async Task AddStandbysAsync(
        Table table, Fleet fleet, TestServer server, TestDatabase database, CancellationToken cancellationToken)
    {
        table.AddRow(await fleet.MeasureAsync(
            "2 instances, summaries", 2, Urls(database.ApplicationConnectionString), Fleet.Summaries, [], Clients,
            cancellationToken));
        await using var first = new TestReplica(server);
        await first.InitializeAsync();
        await using var second = new TestReplica(server);
        await second.InitializeAsync();
        await first.CatchUpAsync();
        await second.CatchUpAsync();
        var replicas = new[] { first, second };
        for (int standbys = 1; standbys <= replicas.Length; standbys++)
        {
            string[] hosts =
            [
                .. replicas.Take(standbys).Select(replica => HostOf(replica.ConnectionString("lectern_app", "x"))),
                HostOf(database.ApplicationConnectionString),
            ];
            var url = new NpgsqlConnectionStringBuilder(database.ApplicationConnectionString)
            {
                Host = string.Join(',', hosts),
            };
            url.Remove("Port");
            table.AddRow(await fleet.MeasureAsync(
                $"2 instances, {standbys} standbys, summaries", 2, Urls(url.ConnectionString), Fleet.Summaries,
                [.. replicas.Take(standbys).Select(replica => replica.ConnectionString("postgres", "postgres"))],
                Clients, cancellationToken));
        }
    }

    private static string HostOf(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return $"{parts.Host}:{parts.Port}";
    }

    private static Dictionary<string, string> Urls(string connectionString) =>
        new() { ["DATABASE_URL"] = connectionString };
}

/// <summary>Instances in front of one server.</summary>
internal sealed class Fleet(TestServer server, TestDatabase database, TimeSpan duration)
{
    public static readonly Func<int, string> Rows = n =>
        n % 4 == 0
            ? $"students?limit=50&sort=fullName&grade={n % 13 + 1}"
            : $"students?limit=20&q=student%20{n % 20_000}";

    public static readonly Func<int, string> Summaries = _ => "payments/summary?from=2026-09-01";

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <returns>A row of the table.</returns>
    public async Task<string[]> MeasureAsync(
        string what, int count, Dictionary<string, string> settings, Func<int, string> path, string[] standbys,
        int clients, CancellationToken cancellationToken)
    {
        var instances = await Task.WhenAll(
            Enumerable.Range(0, count).Select(_ => Instance.StartAsync(settings, cancellationToken)));
        try
        {
            await DriveAsync(instances, path, WarmUp, clients, cancellationToken);
            var primary = ServerProcesses.Of(server.ConnectionString("postgres", "postgres"));
            ProcessTree[] others = [.. standbys.Select(ServerProcesses.Of)];
            var (onPrimary, onStandbys) = (primary.CpuMicroseconds, others.Sum(other => other.CpuMicroseconds));
            long requests = await DriveAsync(instances, path, duration, clients, cancellationToken);
            long connections = Sql.Scalar<long>(
                database.SuperuserConnectionString,
                "select count(*) from pg_stat_activity where usename = 'lectern_app'");
            double spent = (double)(primary.CpuMicroseconds - onPrimary) / requests;
            double elsewhere = others.Sum(other => other.CpuMicroseconds) - onStandbys;
            return
            [
                what, $"{requests / duration.TotalSeconds:N0}", $"{spent:N0}",
                others.Length == 0 ? "" : $"{elsewhere / requests:N0}", $"{connections}",
            ];
        }
        finally
        {
            Array.ForEach(instances, instance => instance.Dispose());
        }
    }

    private static async Task<long> DriveAsync(
        Instance[] instances, Func<int, string> path, TimeSpan duration, int clients,
        CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        long[] counts = await Task.WhenAll(Enumerable.Range(0, clients).Select(AskAsync));
        return counts.Sum();

        async Task<long> AskAsync(int client)
        {
            long count = 0;
            for (int n = client * 1_000; clock.Elapsed < duration; n++, count++)
            {
                var instance = instances[client % instances.Length];
                using var answer = await instance.Client.GetAsync(path(n), cancellationToken);
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            }

            return count;
        }
    }
}
