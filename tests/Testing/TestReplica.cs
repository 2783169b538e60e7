using System.Diagnostics;
using System.Globalization;
using Lectern.LocalPostgres;
using Npgsql;
using Xunit;

namespace Lectern.Testing;

/// <summary>A streaming replica of the test server, for a class fixture.</summary>
public sealed class TestReplica : IAsyncLifetime
{
    private readonly string _folder = TemporaryServer.NewFolder();
    private readonly string _slot = $"replica_{Guid.NewGuid():N}";
    private readonly Func<string, string, string> _primary;
    private readonly Func<string> _password;
    private LocalServer? _server;
    private bool _isPromoted;

    public TestReplica(TestServer primary) : this(primary.ConnectionString, () => primary.Password)
    {
    }

    private TestReplica(Func<string, string, string> primary, Func<string> password) =>
        (_primary, _password) = (primary, password);

    /// <summary>Starts a replica of another server than the test server.</summary>
    /// <param name="primary">The primary's connection string for a role and a database.</param>
    /// <param name="password">The password of the primary's roles.</param>
    public static async Task<TestReplica> StartAsync(Func<string, string, string> primary, string password)
    {
        var replica = new TestReplica(primary, () => password);
        await replica.InitializeAsync();
        return replica;
    }

    /// <summary>Npgsql's connection string for a role and a database of the replica.</summary>
    public string ConnectionString(string role, string database) => _server!.ConnectionString(role, database);

    /// <summary>The same with both servers as hosts, the replica first.</summary>
    public string BothConnectionString(string role, string database)
    {
        var builder = new NpgsqlConnectionStringBuilder(_primary(role, database));
        builder.Host = $"127.0.0.1:{_server!.Port},{builder.Host}:{builder.Port}";
        return builder.ConnectionString;
    }

    public async ValueTask InitializeAsync()
    {
        var behind = new NpgsqlConnectionStringBuilder(_primary("postgres", "postgres"));
        string cluster = Path.Combine(_folder, "postgresql");
        Directory.CreateDirectory(_folder);
        // The copy contains the roles and their password.
        File.Copy(behind.Passfile!, Path.Combine(_folder, "pgpass"));
        // Without a slot, a busy primary removes write-ahead log that the replica still needs, and it never starts.
        await AskAsync(
            behind.ConnectionString,
            $"select pg_create_physical_replication_slot('{_slot}', immediately_reserve => true)::text");
        string label = await CopyAsync(behind.ConnectionString, cluster);
        await WriteAsync(cluster, "backup_label", label);
        await WriteAsync(cluster, "standby.signal", "");
        await WriteAsync(cluster, "postgresql.auto.conf", $"""
            primary_conninfo = 'host={behind.Host} port={behind.Port} user=postgres password={_password()}'
            primary_slot_name = '{_slot}'

            """);
        // A standby must allow at least as many connections as its primary.
        _server = await LocalServer.StartAsync(_folder, TemporaryServer.Settings, CancellationToken.None);
    }

    /// <summary>Makes it the primary, after the end of its own.</summary>
    public async Task PromoteAsync()
    {
        await AskAsync("select pg_promote()::text");
        _isPromoted = true;
    }

    /// <summary>Pauses replay until <see cref="ResumeAsync"/>.</summary>
    public async Task PauseAsync()
    {
        await AskAsync("select pg_wal_replay_pause()::text");
        var waited = Stopwatch.StartNew();
        while (await AskAsync("select pg_get_wal_replay_pause_state()") != "paused")
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(10), "The replay does not pause.");
        }
    }

    /// <summary>Resumes replay.</summary>
    public Task ResumeAsync() => AskAsync("select pg_wal_replay_resume()::text");

    /// <summary>Returns when the replica has replayed everything that the primary has written so far.</summary>
    public async Task CatchUpAsync()
    {
        await using var source = NpgsqlDataSource.Create(_primary("postgres", "postgres"));
        await using var command = source.CreateCommand("select pg_current_wal_lsn()::text");
        string written = (string)(await command.ExecuteScalarAsync())!;
        var waited = Stopwatch.StartNew();
        while (await AskAsync($"select (pg_last_wal_replay_lsn() >= '{written}')::text") != "true")
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), "The replica does not catch up.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (!_isPromoted)
        {
            await AskAsync(
                _primary("postgres", "postgres"),
                "select pg_drop_replication_slot(slot_name)::text from pg_replication_slots "
                + $"where slot_name = '{_slot}'");
        }

        if (Directory.Exists(_folder))
        {
            await DataFolder.DeleteAsync(_folder, CancellationToken.None);
        }
    }

    /// <summary>
    /// Makes a base backup with SQL (PostgreSQL manual: Making a Base Backup Using the Low Level API).
    /// pg_basebackup must be as new as the server, and not every installation has it.
    /// </summary>
    /// <returns>The label, which contains the start position of the recovery.</returns>
    private static async Task<string> CopyAsync(string connectionString, string cluster)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        string from = await AskAsync("show data_directory");
        await AskAsync("select pg_backup_start('replica', fast => true)::text");
        // The exit code does not matter: files change during the copy, and the write-ahead log repairs them.
        await Shell.TryRunAsync(new("cp", ["-a", from, cluster]), CancellationToken.None);
        File.Delete(Path.Combine(cluster, "postmaster.pid"));
        return await AskAsync("select labelfile from pg_backup_stop(wait_for_archive => false)");

        async Task<string> AskAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return (string)(await command.ExecuteScalarAsync())!;
        }
    }

    /// <summary>Writes a file of the cluster as the user that the server runs as.</summary>
    private async Task WriteAsync(string cluster, string name, string text)
    {
        string draft = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(draft, text);
        await Shell.RunAsync(
            UnprivilegedUser.Current.Command(
                Shell.Which("cp")!, [draft, Path.Combine(cluster, name)], cluster), CancellationToken.None);
    }

    private Task<string> AskAsync(string sql) => AskAsync(ConnectionString("postgres", "postgres"), sql);

    private static async Task<string> AskAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture)!;
    }
}
