using Lectern.Migrations.Lint;
using Lectern.Migrations.SqlParsing;
using Lectern.Testing;
using Xunit;

namespace Lectern.Migrations.Tests;

public sealed class ReportTests(TestServer server)
{
    [Fact]
    public async Task A_plan_on_an_empty_database_shows_everything_and_makes_nothing()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", "create table {{Name}} (id serial)")
            .Write("permissions/p.sql", "select 1");
        var options = folder.Options with { Tokens = new Dictionary<string, string> { ["name"] = "t" } };

        var plan = new MigrationReport(options).Plan(database.OwnerConnectionString);

        Assert.Equal(
            [("up/0001_t.sql", "new"), ("permissions/p.sql", "runs every time")],
            plan.Select(step => (step.Script, step.Reason)));
        Assert.Equal("create table t (id serial)", plan[0].Sql);
        Assert.Equal("serial", Assert.Single(plan[0].Findings).Rule);
        Assert.Null(Sql.Scalar<string>(database.OwnerConnectionString, "select to_regnamespace('grate')::text"));
    }

    [Fact]
    public async Task The_status_tells_pending_changed_out_of_order_and_failed()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", "create table t (id int)")
            .Write("up/0003_t.sql", "select 1")
            .Write("views/v.sql", "create or replace view v as select id from t")
            .Write("permissions/p.sql", "select 1");
        var report = new MigrationReport(folder.Options with { Version = "1.1" });
        Assert.Null(report.Status(database.OwnerConnectionString).Version);
        new MigrationJob(folder.Options with { Version = "1.0" })
            .Run(database.OwnerConnectionString, TestContext.Current.CancellationToken);
        Assert.False(report.Status(database.OwnerConnectionString).ChangesPending);

        folder.Append("up/0003_t.sql", ";").Append("views/v.sql", ";").Write("up/0002_late.sql", "fails");
        var status = report.Status(database.OwnerConnectionString);

        Assert.Equal(("1.0", "Finished"), (status.Version, status.VersionStatus));
        Assert.Equal(["up/0002_late.sql"], status.Pending);
        Assert.Equal(["up/0002_late.sql"], status.OutOfOrder);
        Assert.Equal(["up/0003_t.sql"], status.ChangedOneTime);
        Assert.Equal(["views/v.sql"], status.Changed);
        Assert.True(status.ChangesPending);
        Assert.Null(status.Failed);

        folder.Write("up/0003_t.sql", "select 1");
        var events = new List<MigrationEvent>();
        Assert.Throws<MigrationException>(() => new MigrationJob(folder.Options with { Progress = events.Add })
            .Run(database.OwnerConnectionString, TestContext.Current.CancellationToken));
        Assert.Contains("up/0002_late.sql", Assert.Single(events.OfType<MigrationWarning>()).Message);
        Assert.Equal("0002_late.sql", report.Status(database.OwnerConnectionString).Failed!.Script);
    }

    [Fact]
    public async Task The_history_tells_what_ran_under_each_version()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");
        Assert.Empty(new MigrationReport(folder.Options).History(database.OwnerConnectionString));
        folder.Migrate(database.OwnerConnectionString);
        folder.Write("up/0002_t.sql", "select 1").Write("up/0003_t.sql", "select 1");
        folder.Migrate(database.OwnerConnectionString);

        var history = new MigrationReport(folder.Options).History(database.OwnerConnectionString);

        Assert.Equal(["0002_t.sql", "0003_t.sql"], history[0].Scripts);
        Assert.Equal(["0001_t.sql"], history[1].Scripts);
    }

    [Fact]
    public void A_new_script_has_the_next_number_and_a_reverse()
    {
        using var folder = new ScriptsFolder().Write("up/0009_t.sql", "");

        var pair = NewScript.Create(folder.Path, "Add invoices!");

        Assert.Equal("0010_add_invoices.sql", Path.GetFileName(pair.Up));
        Assert.True(File.Exists(Path.Combine(folder.Path, "down", "0010_add_invoices.sql")));
        // The reverse is still empty, and the check reports that.
        Assert.Equal("empty-reverse", Assert.Single(new ScriptCheck(folder.Options).Run()).Rule);
        Assert.False(StatementSplitter.Split(File.ReadAllText(pair.Up)).Any());
    }

    [Fact]
    public async Task A_run_to_a_number_stops_there()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", "create table t (id int)")
            .Write("up/0002_u.sql", "create table u (id int)")
            .Write("views/v.sql", "create or replace view v as select id from u");

        var result = new MigrationJob(folder.Options with { To = "1" })
            .Run(database.OwnerConnectionString, TestContext.Current.CancellationToken);

        Assert.Equal(["up/0001_t.sql"], result.ScriptsRun.Select(run => run.Script));
    }
}
