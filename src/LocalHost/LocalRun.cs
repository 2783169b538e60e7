using Lectern.Database;
using Lectern.DatabaseUrls;
using Lectern.LocalPostgres;
using Lectern.Migrations;

namespace Lectern.LocalHost;

/// <summary>
/// A run of LocalHost: starts the database, the migrations and the API, and stops them in reverse order.
/// </summary>
internal static class LocalRun
{
    private const string DatabaseName = "lectern";
    private const string DemoEnvironment = "LOCAL";
    private const string DevelopmentCallers = "development";

    /// <summary>DATABASE_URL; null if LocalHost starts a database of its own.</summary>
    public static string? GivenDatabase =>
        Environment.GetEnvironmentVariable("DATABASE_URL") is { Length: > 0 } given ? given : null;

    /// <summary>Runs until the token is cancelled.</summary>
    public static async Task RunAsync(LocalRunOptions options, CancellationToken stop)
    {
        if (GivenDatabase is { } given)
        {
            var url = DatabaseUrl.Parse(given);
            Say($"The database is the one that DATABASE_URL names: {url}");
            if (options.WithDemoData is null)
            {
                Say("No demo data is loaded into it; --demo loads it.");
            }

            await ServeGivenAsync(options with { WithDemoData = options.WithDemoData ?? false }, url, given, stop);
            return;
        }

        if (options.Fresh)
        {
            await DataFolder.DeleteAsync(options.DataFolder, stop);
        }

        await using var server = await LocalServer.StartAsync(options.DataFolder, [], stop);
        await SchoolDatabase.EnsureAsync(server, DatabaseName, stop);
        Say($"{server.Description}, data in {Path.GetFullPath(options.DataFolder)}");
        Say($"psql \"{server.Url(SchoolDatabase.OwnerRole, DatabaseName)}\"");
        using var served = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watching = SayIfItEndsAsync(server, served.Token);
        try
        {
            await ServeAsync(
                options with { WithDemoData = options.WithDemoData ?? true },
                server.ConnectionString(SchoolDatabase.OwnerRole, DatabaseName),
                new() { ["DATABASE_URL"] = server.ConnectionString(SchoolDatabase.ApplicationRole, DatabaseName) },
                stop);
        }
        finally
        {
            await served.CancelAsync();
            await watching;
        }
    }

    /// <summary>The API goes on and answers 503: a request that is being debugged is not lost.</summary>
    private static async Task SayIfItEndsAsync(LocalServer server, CancellationToken served)
    {
        await server.WaitForEndAsync(served).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!served.IsCancellationRequested)
        {
            Say($"PostgreSQL has ended; its log is {server.Log}. Requests get 503 until you stop Lectern with Ctrl-C "
                + "and start it again.");
        }
    }

    /// <summary>
    /// Migrations and serving share one URL, so its role can change the schema. On this machine that is accepted. On
    /// another machine it needs ALLOW_PRIVILEGED_DATABASE_ROLE, which is checked before the migrations run.
    /// </summary>
    private static async Task ServeGivenAsync(
        LocalRunOptions options, DatabaseUrl url, string given, CancellationToken stop)
    {
        var settings = new Dictionary<string, string?> { ["DATABASE_URL"] = given };
        if (url.Hosts.All(host => host.IsLocal))
        {
            settings["ALLOW_PRIVILEGED_DATABASE_ROLE"] = "true";
        }
        else
        {
            await using var database = ApplicationDatabase.Create(
                url, ApplicationDatabaseSettings.Read(Environment.GetEnvironmentVariable));
            await database.WarmUpAsync(stop);
        }

        await ServeAsync(options, url.ToNpgsql(Purpose.Migration), settings, stop);
    }

    private static async Task ServeAsync(
        LocalRunOptions options, string ownerConnectionString, Dictionary<string, string?> settings,
        CancellationToken stop)
    {
        await Task.Run(() => Migrate(ownerConnectionString, options.WithDemoData == true, stop), stop);
        settings["AUTHENTICATION"] = Environment.GetEnvironmentVariable("AUTHENTICATION") ?? DevelopmentCallers;
        await using var traffic = new TrafficLog(options);
        if (options.OnWorker)
        {
            string folder = options.WorkerFolder ?? await LocalWorker.BuildAsync(Say, stop);
            await using var worker = await LocalWorker.StartAsync(
                folder, settings, options.Port, traffic.AddTo, stop);
            await SayReadyAsync(options, settings["AUTHENTICATION"]!);
            await worker.ServeAsync(stop);
        }
        else
        {
            await using var app = LocalApplication.Build(settings, options.Port, traffic.AddTo);
            await app.StartAsync(stop);
            await SayReadyAsync(options, settings["AUTHENTICATION"]!);
            await app.WaitForShutdownAsync(stop);
        }
    }

    /// <summary>The address is the index's, because the Functions host serves nothing at the prefix itself.</summary>
    private static async Task SayReadyAsync(LocalRunOptions options, string authentication)
    {
        if (options.WithDemoData == true && authentication == DevelopmentCallers)
        {
            Say("You are an admin. To call as an admin, a tutor or a student of the demo data:");
            foreach (string command in DemoCallers.Commands(options.Port))
            {
                Say(command);
            }
        }

        Say($"The reference page is http://localhost:{options.Port}{FunctionPaths.Of("docs")}");
        await Console.Out.WriteLineAsync(
            $"Lectern is ready at http://localhost:{options.Port}{FunctionPaths.Of("about")}");
    }

    private static void Migrate(string ownerConnectionString, bool withDemoData, CancellationToken stop)
    {
        var job = new MigrationJob(new()
        {
            ScriptsFolder = Path.Combine(AppContext.BaseDirectory, "db"),
            Environments = withDemoData ? [DemoEnvironment] : [],
            Version = typeof(LocalRun).Assembly.GetName().Version!.ToString(fieldCount: 3),
            Progress = step =>
            {
                if (step is ScriptFinished finished)
                {
                    Say($"{finished.Script} ({finished.Duration.TotalMilliseconds:N0} ms)");
                }
            },
        });
        job.Run(ownerConnectionString, stop);
    }

    /// <summary>Messages go to standard error; standard output has only the ready line.</summary>
    private static void Say(string line) => Console.Error.WriteLine(line);
}
