using Lectern.Testing;
using Xunit;

namespace Lectern.Cli.Tests.Db;

/// <summary>Runs that meet another job, a locked table, a signal, or grate.</summary>
public sealed class DbUpWithOthersTests(TestServer server)
{
    private const long JobLockKey = 0x6C65637465726E21;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_job_says_who_is_at_work_and_waits_for_it()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");
        using var first = Sql.Open(database.OwnerConnectionString);
        Sql.Execute(first, $"select pg_advisory_lock({JobLockKey})");

        using var second = database.StartDb(folder, "up");
        string? line = await second.ErrorLineAsync("Another migration job", Token);
        Sql.Execute(first, $"select pg_advisory_unlock({JobLockKey})");
        var run = await second.WaitForExitAsync(Token);

        Assert.Contains($"pid {first.ProcessID}, host 127.0.0.1, since ", line, StringComparison.Ordinal);
        Assert.Equal((0, "1 script ran, version 0.0.0.1."), (run.ExitCode, run.Output.TrimEnd()));
    }

    [Fact]
    public async Task A_job_that_may_not_wait_fails_and_says_who_was_at_work()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");
        using var first = Sql.Open(database.OwnerConnectionString);
        Sql.Execute(first, $"select pg_advisory_lock({JobLockKey})");

        var run = await database.DbAsync(folder, "up", "--lock-wait", "0s", "--json");
        Assert.Equal((1, "refused"), (run.ExitCode, run.Json.GetProperty("error").GetProperty("kind").GetString()));
        Assert.Contains($"pid {first.ProcessID}", run.Error, StringComparison.Ordinal);

        var status = await database.DbAsync(folder, "status", "--json");
        Assert.Equal(first.ProcessID, status.Json.GetProperty("runningJob").GetProperty("pid").GetInt32());
    }

    [Fact]
    public async Task A_script_that_waits_for_a_table_says_who_holds_it()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        Sql.Execute(database.OwnerConnectionString, "create table t (id int)");
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "alter table t add note text");
        using var holder = Sql.Open(database.OwnerConnectionString);
        Sql.Execute(holder, "begin; select count(*) from t");

        using var job = database.StartDb(folder, "up", "--lock-timeout", "100ms");
        string? line = await job.ErrorLineAsync("attempt 1 is undone", Token);
        Sql.Execute(holder, "commit");
        var run = await job.WaitForExitAsync(Token);

        Assert.StartsWith(
            $"up/0001_t.sql: its table is held by pid {holder.ProcessID}, lectern_owner",
            line,
            StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_is_stopped_undoes_its_script_and_says_so(bool json)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send to another process.");
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", "create table t (id int)")
            .Write("up/0002_u.sql", """
                create table u (id int);
                do $$ begin raise notice 'at work'; perform pg_sleep(600); end $$;
                """);

        using var job = database.StartDb(folder, "up", json ? ["--json"] : []);
        Assert.NotNull(await job.ErrorLineAsync("at work", Token));
        job.Terminate();
        var run = await job.WaitForExitAsync(Token);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Stopped.", run.Error, StringComparison.Ordinal);
        Assert.True(!json || run.Json.GetProperty("error").GetProperty("kind").GetString() == "interrupted");
        Assert.Equal(["t"], Sql.Column(
            database.OwnerConnectionString, "select tablename from pg_tables where schemaname = 'public'"));
        Assert.Equal(
            "Error", Sql.Scalar<string>(database.OwnerConnectionString, """select status from grate."Version" """));
    }

    [Theory]
    [InlineData("drop table t", "up/0001_t.sql:1:1: drop-or-rename")]
    [InlineData("create table t (id int)", "dotnet tool restore")]
    public async Task Grate_is_given_only_what_the_check_passes_and_missed_aloud(string script, string message)
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", script);

        var run = await database.DbAsync(folder, "up", "--engine", "grate");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }
}
