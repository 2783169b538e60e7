using Lectern.Testing;
using Xunit;

namespace Lectern.Migrations.Tests;

public sealed class DownTests(TestServer server)
{
    private static ScriptsFolder Scripts() => new ScriptsFolder()
        .Write("up/0001_a.sql", "create table a (id int)")
        .Write("up/0002_b.sql", "create table b (id int)")
        .Write("up/0003_i.sql", "-- lectern: no-transaction\ncreate index concurrently b_id on b (id)")
        .Write("views/v.sql", "create or replace view v as select id from b")
        .Write("down/0002_b.sql", "drop view v; drop table b")
        .Write("down/0003_i.sql", "-- lectern: no-transaction\ndrop index concurrently b_id");

    [Fact]
    public async Task Scripts_above_a_number_are_taken_back_and_come_again_with_what_depends_on_them()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = Scripts();
        folder.Migrate(database.OwnerConnectionString);

        var result = new MigrationJob(folder.Options)
            .DownTo(database.OwnerConnectionString, "0001", TestContext.Current.CancellationToken);

        Assert.Equal(["down/0003_i.sql", "down/0002_b.sql"], result.ScriptsRun.Select(run => run.Script));
        Assert.Null(Sql.Scalar<string>(database.OwnerConnectionString, "select to_regclass('b')::text"));
        Assert.Equal(
            ["up/0002_b.sql", "up/0003_i.sql", "views/v.sql"],
            folder.Migrate(database.OwnerConnectionString).ScriptsRun.Select(run => run.Script));
        var history = new MigrationReport(folder.Options).History(database.OwnerConnectionString);
        Assert.Equal([0, 2, 0], history.Select(run => run.TakenBack.Count));
        Assert.Equal(["0003_i.sql", "0002_b.sql"], history[1].TakenBack);
    }

    [Fact]
    public async Task A_missing_reverse_is_said_before_anything_runs()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = Scripts();
        folder.Migrate(database.OwnerConnectionString);

        var exception = Assert.Throws<MigrationException>(() => new MigrationJob(folder.Options)
            .DownSteps(database.OwnerConnectionString, 3, TestContext.Current.CancellationToken));

        Assert.Contains("down/0001_a.sql", exception.Message, StringComparison.Ordinal);
        Assert.Equal("b_id", Sql.Scalar<string>(database.OwnerConnectionString, "select to_regclass('b_id')::text"));
    }

    [Fact]
    public async Task A_reverse_that_fails_leaves_its_script_applied()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = Scripts().Write("down/0002_b.sql", "drop view v; drop table nosuch");
        folder.Migrate(database.OwnerConnectionString);

        Assert.Throws<MigrationException>(() => new MigrationJob(folder.Options)
            .DownSteps(database.OwnerConnectionString, 2, TestContext.Current.CancellationToken));

        Assert.Equal("v", Sql.Scalar<string>(database.OwnerConnectionString, "select to_regclass('v')::text"));
        Assert.Equal(
            ["0001_a.sql", "0002_b.sql"],
            Sql.Column(
                database.OwnerConnectionString,
                """select script_name from "grate"."ScriptsRun" where one_time_script order by id"""));
    }
}
