using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Lectern.Testing;
using Xunit;

namespace Lectern.Migrations.Tests;

public sealed class MigrationJobTests(TestServer server)
{
    [Fact]
    public async Task A_second_run_with_nothing_to_do_runs_nothing_and_leaves_no_version()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");

        Assert.Single(folder.Migrate(database.OwnerConnectionString).ScriptsRun);
        Assert.Empty(folder.Migrate(database.OwnerConnectionString).ScriptsRun);

        Assert.Equal(1, Sql.Scalar<long>(database.OwnerConnectionString, """select count(*) from "grate"."Version" """));
    }

    [Fact]
    public async Task A_run_tells_the_meter_how_long_it_took_and_how_it_ended()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");
        var outcomes = new ConcurrentQueue<string>();
        int thread = Environment.CurrentManagedThreadId;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Name: "lectern.database.migration.duration", Meter.Name: "Lectern.Database" })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            // Other tests' jobs run at the same time, on other threads; this job is synchronous.
            if (Environment.CurrentManagedThreadId == thread && seconds > 0)
            {
                outcomes.Enqueue((string)tags[0].Value!);
            }
        });
        listener.Start();

        folder.Migrate(database.OwnerConnectionString);
        folder.Migrate(database.OwnerConnectionString);
        folder.Write("up/0002_fails.sql", "select nothing");
        Assert.Throws<MigrationException>(() => folder.Migrate(database.OwnerConnectionString));

        Assert.Equal(["finished", "unchanged", "error"], outcomes);
    }

    [Fact]
    public async Task Only_the_three_tables_of_the_journal_are_made()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");
        folder.Migrate(database.OwnerConnectionString);

        var tables = Sql.Column(
            database.OwnerConnectionString,
            "select table_name from information_schema.tables where table_schema = 'grate' order by table_name collate \"C\"");

        Assert.Equal(["ScriptsRun", "ScriptsRunErrors", "Version"], tables);
    }

    [Fact]
    public async Task A_failed_script_leaves_nothing_and_says_file_line_column_statement_and_hint()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", "create table t (id int, name text);")
            .Write("up/0002_fails.sql", "insert into t values (1, '😀');\n\nselect '😀😀', nam\nfrom t;\nselect 1;")
            .Write("permissions/p.sql", "create table must_not_be (id int)");

        var failure = Assert.Throws<MigrationException>(() => folder.Migrate(database.OwnerConnectionString)).Failure!;

        Assert.Equal(("up/0002_fails.sql", 3, 14), (failure.Script, failure.Line, failure.Column));
        Assert.Equal("select '😀😀', nam\nfrom t", failure.Statement);
        Assert.Equal("42703: column \"nam\" does not exist", failure.Message);
        Assert.Contains("t.name", failure.Hint!, StringComparison.Ordinal);
        Assert.Equal(0, Sql.Scalar<long>(database.OwnerConnectionString, "select count(*) from t"));
        Assert.Null(Sql.Scalar<string>(database.OwnerConnectionString, "select to_regclass('must_not_be')::text"));
        Assert.Equal(
            ["0001_t.sql"],
            Sql.Column(database.OwnerConnectionString, """select script_name from "grate"."ScriptsRun" """));
    }

    [Fact]
    public async Task A_failure_at_the_commit_is_a_failure()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", """
            create table parent (id int primary key);
            create table child (id int references parent deferrable initially deferred);
            insert into child values (1);
            """);

        var failure = Assert.Throws<MigrationException>(() => folder.Migrate(database.OwnerConnectionString)).Failure!;

        Assert.Equal("23503", failure.SqlState);
        Assert.Equal(0, Sql.Scalar<long>(database.OwnerConnectionString, """select count(*) from "grate"."ScriptsRun" """));
        Assert.Equal(
            ["Error"], Sql.Column(database.OwnerConnectionString, """select status from "grate"."Version" """));
    }

    [Fact]
    public async Task What_grate_cannot_run_runs()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_empty.sql", "")
            .Write("up/0002_atomic.sql", """
                create function f() returns int begin atomic select 1; select case when true then 2 end; end;;
                create table t (id int, name text);
                copy t from stdin;
                1	a;b
                2	\N
                \.
                copy t from stdin (format csv);
                3,"c
                d"
                \.
                select $$ ; $$, E'\';', f();
                """);

        folder.Migrate(database.OwnerConnectionString);

        Assert.Equal(
            ["1 a;b", "2 -", "3 c\nd"],
            Sql.Column(database.OwnerConnectionString, "select id || ' ' || coalesce(name, '-') from t order by id"));
    }

    [Fact]
    public async Task What_a_script_sets_for_its_session_is_gone_for_the_next()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_a.sql", """
                create schema elsewhere;
                set search_path = elsewhere;
                create temp table note (id int);
                create table a (id int);
                """)
            .Write("up/0002_b.sql", "create temp table note (id int); create table b (id int);");

        folder.Migrate(database.OwnerConnectionString);

        Assert.Equal(
            ["elsewhere.a", "public.b"],
            Sql.Column(
                database.OwnerConnectionString,
                "select schemaname || '.' || tablename from pg_tables where tablename in ('a', 'b') order by 1"));
    }

    [Fact]
    public async Task A_script_of_another_environment_is_left_out_without_a_row()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_all.sql", "select 1")
            .Write("up/0002_x.ENV.TEST.sql", "select 1")
            .Write("up/0003_x.ENV.PROD.sql", "select 1");

        new MigrationJob(folder.Options with { Environments = ["prod"] })
            .Run(database.OwnerConnectionString, TestContext.Current.CancellationToken);

        Assert.Equal(
            ["0001_all.sql", "0003_x.ENV.PROD.sql"],
            Sql.Column(database.OwnerConnectionString, """select script_name from "grate"."ScriptsRun" order by id"""));
    }

    [Fact]
    public async Task A_cancelled_run_ends_its_statement_and_leaves_nothing_of_its_script()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", """
            create table t (id int);
            do $$ begin raise notice 'running'; perform pg_sleep(600); end $$;
            """);
        using var cancellation = new CancellationTokenSource();
        var options = folder.Options with
        {
            Progress = step => _ = step is ServerNotice { Message: "running" } ? Task.Run(cancellation.Cancel) : null,
        };

        Assert.Throws<OperationCanceledException>(
            () => new MigrationJob(options).Run(database.OwnerConnectionString, cancellation.Token));

        Assert.Null(Sql.Scalar<string>(database.OwnerConnectionString, "select to_regclass('t')::text"));
        Assert.Equal(
            ["Error"], Sql.Column(database.OwnerConnectionString, """select status from "grate"."Version" """));
    }

    [Fact]
    public async Task A_version_that_was_left_in_progress_is_closed_with_a_note()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "select 1");
        folder.Migrate(database.OwnerConnectionString);
        Sql.Execute(database.OwnerConnectionString, """
            insert into "grate"."Version" (version, status) values ('2.0', 'In Progress')
            """);

        folder.Migrate(database.OwnerConnectionString);

        Assert.Equal(
            ["Finished", "Error"],
            Sql.Column(database.OwnerConnectionString, """select status from "grate"."Version" order by id"""));
        Assert.StartsWith(
            "The run was interrupted",
            Sql.Scalar<string>(
                database.OwnerConnectionString,
                """select error_message from "grate"."ScriptsRunErrors" where version = '2.0' """),
            StringComparison.Ordinal);
    }
}
