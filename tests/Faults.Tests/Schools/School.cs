using Lectern.Faults.Tests.Network;
using Lectern.LocalPostgres;
using Lectern.Testing;
using Npgsql;

namespace Lectern.Faults.Tests.Schools;

/// <summary>Three instances of the API and the servers behind them, all of them processes of this test.</summary>
internal sealed class School : IAsyncDisposable
{
    private const int InstanceCount = 3;
    private const int PoolerConnections = 20;
    private const string Database = "lectern";
    // For two slow readers of every export.
    private const string ExportsPerInstance = "200";
    // Longer than a test waits: no slow reader is dropped while a test looks what it does to others.
    private const string StreamWriteSeconds = "600";
    // Only so that a hang ends.
    private static readonly TimeSpan HangTimeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);

    private readonly Stack<object> _parts = new();
    private bool _isPromoted;

    private School()
    {
    }

    public EmptyServer Primary { get; private set; } = null!;

    public Proxy Network { get; private set; } = null!;

    /// <summary>PgBouncer, if there is one.</summary>
    public TestPooler? Pooler { get; private set; }

    /// <summary>The standby, if there is one.</summary>
    public TestReplica? Standby { get; private set; }

    /// <summary>The disk of the primary, if it is a small one.</summary>
    public SmallDisk? Disk { get; private set; }

    /// <summary>The clock of the instances, if it is one that a test can set.</summary>
    public FalseClock? Clock { get; private set; }

    public IReadOnlyList<Instance> Instances { get; private set; } = [];

    public WarningLog Log { get; } = new();

    /// <summary>The connection string of the superuser, directly to the server that is the primary now.</summary>
    public string Superuser => ConnectionString("postgres");

    /// <param name="topology">What is between the instances and their data.</param>
    /// <param name="further">More settings of the instances.</param>
    /// <param name="token">Cancels the start.</param>
    public static async Task<School> StartAsync(
        Topology topology, IReadOnlyDictionary<string, string?> further, CancellationToken token)
    {
        var school = new School();
        try
        {
            await school.StartServersAsync(topology, token);
            string url = await school.UrlAsync(topology, token);
            var settings = new Dictionary<string, string?>(further)
            {
                ["AUTHENTICATION"] = "development",
                ["DATABASE_URL"] = url,
                ["DATABASE_LISTEN_URL"] =
                    topology == Topology.Pooled ? school.ConnectionString(SchoolDatabase.ApplicationRole) : url,
                ["ADMISSION_EXPORTS"] = ExportsPerInstance,
                ["STREAM_WRITE_SECONDS"] = StreamWriteSeconds,
            };
            if (topology == Topology.FalseClock)
            {
                school.Clock = school.Started(FalseClock.Create());
                settings = settings.Concat(school.Clock.Environment).ToDictionary();
            }

            school.Instances = await Task.WhenAll(Enumerable.Range(0, InstanceCount)
                .Select(_ => Instance.StartAsync(settings, school.Log, token)));
            return school;
        }
        catch
        {
            await school.DisposeAsync();
            throw;
        }
    }

    /// <summary>The connection string of a role, directly to the server that is the primary now.</summary>
    public string ConnectionString(string role) => _isPromoted
        ? Standby!.ConnectionString(role, Database)
        : Primary.ConnectionString(role, Database);

    /// <summary>Runs statements one after another as the superuser.</summary>
    public void Execute(params string[] statements)
    {
        using var connection = Sql.Open(Superuser);
        foreach (string statement in statements)
        {
            Sql.Execute(connection, statement);
        }
    }

    /// <summary>Ends the primary for good, and makes the standby the primary.</summary>
    public async Task FailOverAsync()
    {
        Primary.ShutDown("KILL");
        await Standby!.PromoteAsync();
        _isPromoted = true;
    }

    /// <summary>Returns when each instance is ready and answers from the database.</summary>
    public async Task AnswersAsync(CancellationToken token)
    {
        using var hang = CancellationTokenSource.CreateLinkedTokenSource(token);
        hang.CancelAfter(HangTimeout);
        foreach (var instance in Instances)
        {
            while (!await instance.AnswersAsync(hang.Token))
            {
                await Task.Delay(Poll, hang.Token);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in Instances)
        {
            await instance.DisposeAsync();
        }

        // Each part uses those that were started before it.
        while (_parts.TryPop(out object? part))
        {
            if (part is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync();
            }
            else
            {
                ((IDisposable)part).Dispose();
            }
        }
    }

    private async Task StartServersAsync(Topology topology, CancellationToken token)
    {
        if (topology == Topology.SmallDisk)
        {
            Disk = Started(SmallDisk.Mount());
            Primary = Started(await EmptyServer.StartAsync(
                Path.Combine(Disk.Path, "data"), SmallDisk.ServerSettings, token));
        }
        else
        {
            Primary = Started(await EmptyServer.StartAsync(token));
        }

        await Primary.CreateSchoolAsync(Database, token);
        Network = Started(new Proxy(new NpgsqlConnectionStringBuilder(Superuser).Port));
    }

    /// <summary>Starts what the instances connect to, if that is not the server itself.</summary>
    private async Task<string> UrlAsync(Topology topology, CancellationToken token)
    {
        switch (topology)
        {
            case Topology.Pooled:
                Pooler = Started(await TestPooler.StartAsync(
                    Primary.ConnectionString, await Primary.PasswordAsync(token), "transaction", PoolerConnections));
                return Pooler.ConnectionString(SchoolDatabase.ApplicationRole, Database) + ";pgbouncer=true";
            case Topology.Replicated:
                Standby = Started(await TestReplica.StartAsync(
                    Primary.ConnectionString, await Primary.PasswordAsync(token)));
                await WaitAtCommitsAsync(token);
                return Standby.BothConnectionString(SchoolDatabase.ApplicationRole, Database);
            default:
                string direct = ConnectionString(SchoolDatabase.ApplicationRole);
                return new NpgsqlConnectionStringBuilder(direct) { Port = Network.Port }.ConnectionString;
        }
    }

    /// <summary>From now on, an acknowledged commit is on the standby too.</summary>
    private async Task WaitAtCommitsAsync(CancellationToken token)
    {
        Execute("alter system set synchronous_standby_names = '*'", "select pg_reload_conf()");
        while (Sql.Scalar<long>(Superuser, "select count(*) from pg_stat_replication where sync_state = 'sync'") == 0)
        {
            await Task.Delay(Poll, token);
        }
    }

    private T Started<T>(T part) where T : notnull
    {
        _parts.Push(part);
        return part;
    }
}
