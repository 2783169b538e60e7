using Lectern.Migrations.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Migrations.Tests;

/// <summary>Runs that fail.</summary>
public sealed class MigrationFailureTests(TestServer server)
{
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
        Assert.Equal(
            0, Sql.Scalar<long>(database.OwnerConnectionString, """select count(*) from "grate"."ScriptsRun" """));
        Assert.Equal(
            ["Error"], Sql.Column(database.OwnerConnectionString, """select status from "grate"."Version" """));
    }

    [Fact]
    public async Task A_script_that_the_journal_refuses_leaves_nothing()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_first.sql", "select 1");
        folder.Migrate(database.OwnerConnectionString);
        RefusingJournal.Begin(database);
        folder.Write("up/0002_t.sql", "create table t (id int); insert into t values (1);");

        var failure = Assert.Throws<MigrationException>(() => folder.Migrate(database.OwnerConnectionString)).Failure!;

        Assert.Equal("P0001", failure.SqlState);
        Assert.Null(Sql.Scalar<string>(database.OwnerConnectionString, "select to_regclass('t')::text"));
        RefusingJournal.End(database);
        Assert.Single(folder.Migrate(database.OwnerConnectionString).ScriptsRun);
        Assert.Equal(["1"], Sql.Column(database.OwnerConnectionString, "select id from t"));
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
