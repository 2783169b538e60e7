using Lectern.Migrations.Grate;
using Lectern.Migrations.Tests.Support;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Migrations.Tests;

/// <summary>The tool that <c>.config/dotnet-tools.json</c> pins, which a deployment runs by default.</summary>
public sealed class RealGrateTests(TestServer server) : IClassFixture<GrateTool>
{
    [Fact]
    public async Task A_failing_script_leaves_nothing_and_runs_when_it_is_corrected()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_half.sql", "create table a (id int); create table b (id int); select 1 / 0;")
            .Write("permissions/p.sql", "grant select on a to public");

        Assert.Throws<MigrationException>(() => Run(folder, database.OwnerConnectionString));
        Assert.Null(Sql.Scalar<string>(database.OwnerConnectionString, "select to_regclass('a')::text"));

        folder.Write("up/0001_half.sql", "create table a (id int); create table b (id int);");
        Assert.Equal(["up/0001_half.sql", "permissions/p.sql"], Run(folder, database.OwnerConnectionString));
    }

    [Fact]
    public async Task Scripts_with_and_without_a_transaction_run_in_order_and_are_in_the_result()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", "create table t (id int);")
            .Write("up/0002_index.sql", "-- lectern: no-transaction\ncreate index concurrently t_id_idx on t (id);")
            .Write("up/0003_u.sql", "create table u (id int);")
            .Write("views/v.sql", "create or replace view v as select id from t")
            .Write("permissions/p.sql", "grant select on u to public");

        Assert.Equal(
            ["up/0001_t.sql", "up/0002_index.sql", "up/0003_u.sql", "views/v.sql", "permissions/p.sql"],
            Run(folder, database.OwnerConnectionString));
        Assert.Equal(["permissions/p.sql"], Run(folder, database.OwnerConnectionString));
        Assert.Empty(new MigrationReport(folder.Options).Status(database.OwnerConnectionString).Pending);
    }

    [Fact]
    public async Task A_block_that_commits_runs_in_a_script_without_a_transaction()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", "create table t (id int);")
            .Write("up/0002_fill.sql", """
                -- lectern: no-transaction
                -- One row at a time.

                do $$
                begin
                    for number in 1..3 loop
                        insert into t values (number);
                        commit;
                    end loop;
                end
                $$;
                """);

        Run(folder, database.OwnerConnectionString);

        Assert.Equal(3, Sql.Scalar<long>(database.OwnerConnectionString, "select count(distinct xmin::text) from t"));
    }

    [Fact]
    public async Task A_failure_at_the_commit_is_a_failure_of_the_run()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_deferred.sql", """
            create table parents (id int primary key);
            create table children (id int references parents (id) deferrable initially deferred);
            insert into children values (1);
            """);

        var failure = Assert.Throws<MigrationException>(() => Run(folder, database.OwnerConnectionString));

        Assert.Contains("up/0001_deferred.sql", failure.Message, StringComparison.Ordinal);
        Assert.Null(Sql.Scalar<string>(database.OwnerConnectionString, "select to_regclass('parents')::text"));
    }

    [Theory]
    [InlineData("a b\tc")]
    [InlineData("a;b=c")]
    [InlineData("it's")]
    [InlineData(" 'x' ")]
    [InlineData("\"a\"b\"\"")]
    [InlineData("a\nb\r\n\\")]
    [InlineData("{{DatabaseName}} %24 $HOME ø")]
    public async Task A_password_may_contain_any_character(string password)
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int);");
        string role = $"hard_{Guid.NewGuid():N}";
        string literal = password.Replace("'", "''", StringComparison.Ordinal);
        await server.ExecuteAsync($"create role {role} login superuser password '{literal}'");
        var settings = new NpgsqlConnectionStringBuilder(database.OwnerConnectionString)
        {
            Username = role,
            Password = password,
        };

        Assert.Equal(["up/0001_t.sql"], Run(folder, settings.ConnectionString));
    }

    [Fact]
    public async Task An_interruption_ends_grate_and_its_session_on_the_server()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_slow.sql", "create table t (id int); select pg_sleep(3600);");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = Task.Run(
            () => new GrateEngine(folder.Options, GrateCommand.LocalTool)
                .Run(database.OwnerConnectionString, stop.Token),
            TestContext.Current.CancellationToken);
        const string sleeping = $"""
            select count(*) from pg_stat_activity where application_name = '{GrateSession.ApplicationName}'
                and datname = current_database() and wait_event = 'PgSleep'
            """;
        while (!run.IsCompleted && Sql.Scalar<long>(database.OwnerConnectionString, sleeping) == 0)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(0, Sql.Scalar<long>(database.OwnerConnectionString, sleeping));
        Assert.Null(Sql.Scalar<string>(database.OwnerConnectionString, "select to_regclass('t')::text"));
    }

    [Fact]
    public async Task A_job_waits_for_the_session_of_grate_that_a_killed_job_left()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");
        using var left = Sql.Open(
            $"{database.OwnerConnectionString};Application Name={GrateSession.ApplicationName}");
        var events = new List<MigrationEvent>();
        var options = folder.Options with { LockWait = TimeSpan.FromMilliseconds(300), Progress = events.Add };

        var exception = Assert.Throws<MigrationException>(
            () => new MigrationJob(options).Run(database.OwnerConnectionString, TestContext.Current.CancellationToken));

        Assert.Contains($"pid {left.ProcessID}", exception.Message, StringComparison.Ordinal);
        var warning = Assert.Single(events.OfType<MigrationWarning>());
        Assert.Contains($"pid {left.ProcessID}", warning.Message, StringComparison.Ordinal);
        Assert.Null(Sql.Scalar<string>(database.OwnerConnectionString, "select to_regclass('t')::text"));
    }

    [Theory]
    [InlineData("""
        delete from "grate"."GrateScriptsRun";
        drop table "grate"."GrateVersion", "grate"."ScriptsRun", "grate"."ScriptsRunErrors", "grate"."Version"
        """)]
    [InlineData("""
        delete from "grate"."GrateScriptsRun" where id > 4;
        drop table "grate"."ScriptsRunErrors", "grate"."Version"
        """)]
    [InlineData("""delete from "grate"."GrateScriptsRun" where id > 6""")]
    [InlineData("""drop table "grate"."GrateScriptsRun" """)]
    public async Task Grate_that_was_killed_while_it_created_its_tables_does_not_block_later_runs(string state)
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("permissions/p.sql", "select 1;");
        Run(folder, database.OwnerConnectionString);
        Sql.Execute(database.OwnerConnectionString, state);
        folder.Write("up/0001_t.sql", "create table t (id int);");

        Assert.Equal(["up/0001_t.sql", "permissions/p.sql"], Run(folder, database.OwnerConnectionString));
        Assert.Equal(["permissions/p.sql"], Run(folder, database.OwnerConnectionString));
    }

    [Fact]
    public async Task Statements_have_the_limit_that_is_asked_for()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_slow.sql", "select pg_sleep(3600);");
        var limited = folder.Options with { StatementTimeout = TimeSpan.FromSeconds(1) };

        Assert.Throws<MigrationException>(() => new GrateEngine(limited, GrateCommand.LocalTool)
            .Run(database.OwnerConnectionString, TestContext.Current.CancellationToken));

        // grate's own limit is 60 s.
        folder.Write("up/0001_slow.sql", $"select pg_sleep({LongTests.Choose(1, 65)});");
        Assert.Equal(["up/0001_slow.sql"], Run(folder, database.OwnerConnectionString));
    }

    [Fact]
    public async Task Eight_jobs_at_once_apply_every_script_once_and_all_succeed()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", "create table t (id int); insert into t values (1);")
            .Write("up/0002_row.sql", "insert into t values (2);");

        var jobs = Enumerable.Range(0, 8)
            .Select(_ => JobProcess.Start(folder.Path, database.OwnerConnectionString, "grate"));

        Assert.All(jobs.ToList(), job => Assert.Equal((0, string.Empty), job.WaitForExit()));
        Assert.Equal(["1", "2"], Sql.Column(database.OwnerConnectionString, "select id from t order by id"));
    }

    private static IEnumerable<string> Run(ScriptsFolder folder, string connectionString) =>
        new GrateEngine(folder.Options, GrateCommand.LocalTool)
            .Run(connectionString, TestContext.Current.CancellationToken).ScriptsRun.Select(run => run.Script);
}
