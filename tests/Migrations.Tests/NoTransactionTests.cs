using Lectern.Migrations.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Migrations.Tests;

public sealed class NoTransactionTests(TestServer server)
{
    private const string Mark = "-- lectern: no-transaction\n";

    [Fact]
    public async Task What_cannot_run_in_a_transaction_runs_in_a_script_that_says_so()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", "create table t (id int)")
            .Write(
                "up/0002_i.sql",
                Mark + "create index concurrently t_id on t (id); vacuum t; insert into t values (1);");

        Assert.Equal(2, folder.Migrate(database.OwnerConnectionString).ScriptsRun.Count);
        Assert.Empty(folder.Migrate(database.OwnerConnectionString).ScriptsRun);

        Assert.True(Sql.Scalar<bool>(
            database.OwnerConnectionString, "select indisvalid from pg_index where indexrelid = 't_id'::regclass"));
    }

    [Fact]
    public async Task Without_the_mark_it_fails_and_says_what_to_write()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", "create table t (id int);\ncreate index concurrently on t (id)");

        var failure = Assert.Throws<MigrationException>(() => folder.Migrate(database.OwnerConnectionString)).Failure!;

        Assert.Equal(2, failure.Line);
        Assert.Contains("-- lectern: no-transaction", failure.Message, StringComparison.Ordinal);
        Assert.Null(Sql.Scalar<string>(database.OwnerConnectionString, "select to_regclass('t')::text"));
    }

    [Fact]
    public async Task An_index_left_invalid_is_named_and_dropped_before_the_retry()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        Sql.Execute(database.OwnerConnectionString, "create table t (id int); insert into t values (1), (1)");
        using var folder = new ScriptsFolder()
            .Write(
                "up/0001_i.sql", Mark + "insert into t values (2);\ncreate unique index concurrently t_id on t (id);");

        var failure = Assert.Throws<MigrationException>(() => folder.Migrate(database.OwnerConnectionString)).Failure!;
        Assert.Contains("public.t_id is left INVALID", failure.Hint!, StringComparison.Ordinal);

        Sql.Execute(database.OwnerConnectionString, "delete from t where ctid = (select min(ctid) from t)");
        var events = new List<MigrationEvent>();
        new MigrationJob(folder.Options with { Progress = events.Add })
            .Run(database.OwnerConnectionString, TestContext.Current.CancellationToken);

        Assert.Contains(events.OfType<MigrationWarning>(), warning => warning.Message.Contains("public.t_id"));
        Assert.Equal(
            ["1", "2"], Sql.Column(database.OwnerConnectionString, "select id from t order by id"));
        Assert.Equal(
            ["t_id"],
            Sql.Column(
                database.OwnerConnectionString,
                "select indexrelid::regclass::text from pg_index where indrelid = 't'::regclass and indisvalid"));
        Assert.Empty(folder.Migrate(database.OwnerConnectionString).ScriptsRun);
    }

    [Fact]
    public async Task An_interruption_is_obeyed_while_an_invalid_index_is_dropped()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        Sql.Execute(database.OwnerConnectionString, "create table t (id int); insert into t values (1), (1)");
        using var folder = new ScriptsFolder()
            .Write("up/0001_i.sql", Mark + "create unique index concurrently t_id on t (id);");
        Assert.Throws<MigrationException>(() => folder.Migrate(database.OwnerConnectionString));
        // DROP INDEX CONCURRENTLY waits for it.
        using var reader = Sql.Open(database.OwnerConnectionString);
        Sql.Execute(reader, "begin; select * from t");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var options = folder.Options with { LockWait = TimeSpan.FromHours(1) };
        var run = Task.Run(
            () => new MigrationJob(options).Run(database.OwnerConnectionString, stop.Token),
            TestContext.Current.CancellationToken);
        const string dropping = """
            select count(*) from pg_stat_activity
            where query like 'drop index concurrently%' and wait_event_type = 'Lock'
            """;
        while (!run.IsCompleted && Sql.Scalar<long>(database.SuperuserConnectionString, dropping) == 0)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task Statements_with_a_transaction_of_their_own_give_no_notice_about_it()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", Mark + "create table t (id int);\ninsert into t values (1);");
        var events = new List<MigrationEvent>();

        new MigrationJob(folder.Options with { Progress = events.Add })
            .Run(database.OwnerConnectionString, TestContext.Current.CancellationToken);

        Assert.Empty(events.OfType<ServerNotice>());
    }

    [Theory]
    [InlineData(Mark + "vacuum nosuch;")]
    [InlineData("create table t (id int primary key, t int references t deferrable initially deferred);\n"
        + "insert into t values (1, 2);")]
    public async Task A_failure_outside_a_transaction_gives_no_notice_about_it(string script)
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", script);
        var events = new List<MigrationEvent>();

        Assert.Throws<MigrationException>(() => new MigrationJob(folder.Options with { Progress = events.Add })
            .Run(database.OwnerConnectionString, TestContext.Current.CancellationToken));

        Assert.Empty(events.OfType<ServerNotice>());
    }

    [Fact]
    public async Task What_was_done_before_a_failure_is_not_done_again_and_may_not_be_edited()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write(
                "up/0001_a.sql",
                Mark + "create table t (id int);\ninsert into t values (1);\ninsert into u values (1);");
        Assert.Throws<MigrationException>(() => folder.Migrate(database.OwnerConnectionString));

        folder.Write("up/0001_a.sql", Mark + "create table t (id int);\ninsert into t values (9);\nselect 1;");
        var failure = Assert.Throws<MigrationException>(() => folder.Migrate(database.OwnerConnectionString)).Failure!;
        Assert.Equal(3, failure.Line);

        folder.Write("up/0001_a.sql", Mark + "create table t (id int);\ninsert into t values (1);\nselect 1;");
        folder.Migrate(database.OwnerConnectionString);
        Assert.Equal(["1"], Sql.Column(database.OwnerConnectionString, "select id from t"));
    }

    [Fact]
    public async Task A_journal_that_refuses_the_script_keeps_the_notes_of_what_was_done()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_first.sql", "select 1");
        folder.Migrate(database.OwnerConnectionString);
        RefusingJournal.Begin(database);
        folder.Write("up/0002_t.sql", Mark + "create table t (id int);\ninsert into t values (1);");

        var failure = Assert.Throws<MigrationException>(() => folder.Migrate(database.OwnerConnectionString)).Failure!;
        Assert.Equal("P0001", failure.SqlState);
        Assert.Equal(
            ["Finished", "Error"],
            Sql.Column(database.OwnerConnectionString, """select status from "grate"."Version" order by id"""));
        RefusingJournal.End(database);
        folder.Migrate(database.OwnerConnectionString);

        Assert.Equal(["1"], Sql.Column(database.OwnerConnectionString, "select id from t"));
        Assert.Equal(
            0, Sql.Scalar<long>(database.OwnerConnectionString, """select count(*) from "grate"."LecternProgress" """));
    }

    [Fact]
    public async Task A_transaction_of_a_scripts_own_is_refused_before_anything_of_it_runs()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int);\n  commit;");

        var failure = Assert.Throws<MigrationException>(() => folder.Migrate(database.OwnerConnectionString)).Failure!;

        Assert.Equal((2, 3), (failure.Line, failure.Column));
        Assert.Null(Sql.Scalar<string>(database.OwnerConnectionString, "select to_regclass('t')::text"));
    }
}
