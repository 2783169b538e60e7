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

        Assert.Equal(
            1, Sql.Scalar<long>(database.OwnerConnectionString, """select count(*) from "grate"."Version" """));
    }

    [Fact]
    public async Task Only_the_three_tables_of_the_journal_are_made()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");
        folder.Migrate(database.OwnerConnectionString);

        var tables = Sql.Column(
            database.OwnerConnectionString,
            """
            select table_name from information_schema.tables
            where table_schema = 'grate' order by table_name collate "C"
            """);

        Assert.Equal(["ScriptsRun", "ScriptsRunErrors", "Version"], tables);
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
}
