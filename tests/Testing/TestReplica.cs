using System.Diagnostics;
using System.Globalization;
using Lectern.LocalHost.PostgreSql;
using Npgsql;
using Xunit;

namespace Lectern.Testing;

/// <summary>A streaming replica of the test server, for a class fixture.</summary>
public sealed class TestReplica(TestServer primary) : IAsyncLifetime
{
    private readonly string _folder = TemporaryServer.NewFolder();
    private LocalServer? _server;

    /// <summary>Npgsql's connection string for a role and a database of the replica.</summary>
    public string ConnectionString(string role, string database) => _server!.ConnectionString(role, database);

    /// <summary>The same with both servers as hosts, the replica first.</summary>
    public string BothConnectionString(string role, string database)
    {
        var builder = new NpgsqlConnectionStringBuilder(primary.ConnectionString(role, database));
        builder.Host = $"127.0.0.1:{_server!.Port},{builder.Host}:{builder.Port}";
        return builder.ConnectionString;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        string program = DebianProgram.Find("pg_basebackup");
        var behind = new NpgsqlConnectionStringBuilder(primary.ConnectionString("postgres", "postgres"));
        string cluster = Path.Combine(_folder, "postgresql");
        Directory.CreateDirectory(_folder);
        // The roles and their password come with the copy.
        File.Copy(behind.Passfile!, Path.Combine(_folder, "pgpass"));
        await UnprivilegedUser.Current.CreateFolderAsync(cluster, CancellationToken.None);
        string[] arguments =
        [
            "-d", $"host={behind.Host} port={behind.Port} user=postgres password={primary.Password}",
            "-D", cluster, "--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast", "--no-sync",
        ];
        await Shell.RunAsync(
            UnprivilegedUser.Current.Command(program, arguments, cluster), CancellationToken.None);
        // A standby must allow at least as many connections as its primary.
        _server = await LocalServer.StartAsync(_folder, TemporaryServer.Settings, CancellationToken.None);
    }

    /// <summary>Stops replaying what the primary writes, until <see cref="ResumeAsync"/>.</summary>
    public async Task PauseAsync()
    {
        await AskAsync("select pg_wal_replay_pause()::text");
        var waited = Stopwatch.StartNew();
        while (await AskAsync("select pg_get_wal_replay_pause_state()") != "paused")
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(10), "The replay does not pause.");
        }
    }

    /// <summary>Replays again.</summary>
    public Task ResumeAsync() => AskAsync("select pg_wal_replay_resume()::text");

    /// <summary>Returns when the replica has replayed all that the primary has written so far.</summary>
    public async Task CatchUpAsync()
    {
        await using var source = NpgsqlDataSource.Create(primary.ConnectionString("postgres", "postgres"));
        await using var command = source.CreateCommand("select pg_current_wal_lsn()::text");
        string written = (string)(await command.ExecuteScalarAsync())!;
        var waited = Stopwatch.StartNew();
        while (await AskAsync($"select (pg_last_wal_replay_lsn() >= '{written}')::text") != "true")
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), "The replica does not catch up.");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (Directory.Exists(_folder))
        {
            await DataFolder.DeleteAsync(_folder, CancellationToken.None);
        }
    }

    private async Task<string> AskAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres", "postgres"));
        await using var command = source.CreateCommand(sql);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture)!;
    }
}
