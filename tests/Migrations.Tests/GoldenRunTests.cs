using Lectern.Migrations.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Migrations.Tests;

/// <summary>
/// Repeats the recorded runs of grate 2.0 in Golden/, with the job and with grate itself in the version that
/// <c>.config/dotnet-tools.json</c> pins. The rows are the same except dates and users.
/// </summary>
public sealed class GoldenRunTests(TestServer server) : IClassFixture<GrateTool>
{
    private const string FailingScript = """
        insert into orders(customer_id,total) values (1, 1);
        insert into nosuchtable values (1);

        """;

    [Fact]
    public async Task Nine_runs_leave_the_rows_that_grate_left()
    {
        // The name is in a script's text, and so in its hash.
        await server.ExecuteAsync("create database golden");
        string connectionString = server.ConnectionString("postgres", "golden");
        using var folder = Golden.Scripts();

        Run(folder, connectionString, "1.0.0");
        AssertRows(connectionString, "run1_initial");

        Run(folder, connectionString, "1.0.0");
        AssertRows(connectionString, "run2_nochange");

        folder.Append("views/v_customers.sql", "-- changed in run 3\n");
        Run(folder, connectionString, "1.0.1");
        AssertRows(connectionString, "run3_view_changed");

        folder.Append("up/0001_create_tables.sql", "-- changed in run 4\n");
        Assert.Throws<MigrationException>(() => Run(folder, connectionString, "1.0.2"));
        AssertRows(connectionString, "run4_onetime_changed");

        Run(folder, connectionString, "1.0.3", ChangedOneTimeScript.TakeAsRun);
        AssertRows(connectionString, "run5_warn_and_ignore");

        folder.Write("up/0006_fails.sql", FailingScript);
        Assert.Throws<MigrationException>(() => Run(folder, connectionString, "1.0.4"));
        AssertRows(connectionString, "run6_script_fails");

        // grate's run 7 is run 6 with --transaction; here every script has its own.
        Assert.Throws<MigrationException>(() => Run(folder, connectionString, "1.0.4"));
        AssertRows(connectionString, "run7_script_fails_trx");

        // grate's --dryrun and --isuptodate change nothing.
        Assert.Contains(
            new MigrationReport(Golden.Options(folder, "1.0.5")).Plan(connectionString),
            step => step.Script == "up/0006_fails.sql");
        AssertRows(connectionString, "run8_dryrun");
        Assert.True(new MigrationReport(Golden.Options(folder, "1.0.5")).Status(connectionString).ChangesPending);
        AssertRows(connectionString, "run9_isuptodate");

        // Shortcoming 4: grate's run 6 left the first half of 0006_fails.sql applied.
        Assert.Equal(1, Sql.Scalar<long>(connectionString, "select count(*) from orders"));
        await server.ExecuteAsync("drop database golden with (force)");
    }

    [Fact]
    public async Task Nine_runs_of_the_pinned_grate_leave_the_same_rows()
    {
        await server.ExecuteAsync("create database golden");
        string connectionString = server.ConnectionString("postgres", "golden");
        using var folder = Golden.Scripts();

        await GrateAsync("run1_initial", "1.0.0");
        await GrateAsync("run2_nochange", "1.0.0");
        folder.Append("views/v_customers.sql", "-- changed in run 3\n");
        await GrateAsync("run3_view_changed", "1.0.1");
        folder.Append("up/0001_create_tables.sql", "-- changed in run 4\n");
        await GrateAsync("run4_onetime_changed", "1.0.2");
        await GrateAsync("run5_warn_and_ignore", "1.0.3", "--warnandignoreononetimescriptchanges");
        folder.Write("up/0006_fails.sql", FailingScript);
        await GrateAsync("run6_script_fails", "1.0.4");
        await GrateAsync("run7_script_fails_trx", "1.0.4", "--transaction");
        await GrateAsync("run8_dryrun", "1.0.5", "--dryrun");
        await GrateAsync("run9_isuptodate", "1.0.5", "--isuptodate");
        await server.ExecuteAsync("drop database golden with (force)");

        async Task GrateAsync(string run, string version, params string[] more)
        {
            int exitCode = await GrateTool.RunAsync(Golden.Options(folder, version), connectionString, more);
            Assert.Equal(Golden.ExitCode(run), exitCode);
            Golden.AssertRows(connectionString, run);
        }
    }

    [Fact]
    public async Task The_job_goes_on_where_grate_stopped()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = Golden.Scripts();
        var options = Golden.Options(folder, "1.0.0");
        Assert.Equal(0, await GrateTool.RunAsync(options, database.SuperuserConnectionString));

        new MigrationJob(options).Run(database.SuperuserConnectionString, TestContext.Current.CancellationToken);

        AssertLastRunHasOnlyEverytimeScripts(options, database.SuperuserConnectionString);
        Assert.False(new MigrationReport(options).Status(database.SuperuserConnectionString).ChangesPending);
    }

    [Fact]
    public async Task Grate_goes_on_where_the_job_stopped()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = Golden.Scripts();
        var options = Golden.Options(folder, "1.0.0");
        new MigrationJob(options).Run(database.SuperuserConnectionString, TestContext.Current.CancellationToken);

        Assert.Equal(0, await GrateTool.RunAsync(options, database.SuperuserConnectionString));

        AssertLastRunHasOnlyEverytimeScripts(options, database.SuperuserConnectionString);
    }

    [Fact]
    public async Task A_baseline_leaves_the_rows_that_grate_left_and_runs_nothing()
    {
        await server.ExecuteAsync("create database golden_baseline");
        string connectionString = server.ConnectionString("postgres", "golden_baseline");
        using var folder = Golden.Scripts();

        new MigrationJob(Golden.Options(folder, "1.0.0"))
            .Baseline(connectionString, TestContext.Current.CancellationToken);

        AssertRows(connectionString, "baseline");
        Assert.Null(Sql.Scalar<string>(connectionString, "select to_regclass('customers')::text"));
        await server.ExecuteAsync("drop database golden_baseline with (force)");
    }

    [Fact]
    public async Task A_grant_on_a_table_of_the_same_run_succeeds()
    {
        // Shortcoming 3: in grate's run trx_permissions_on_new_table
        // the grant did not see the table, and the run failed.
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_orders.sql", "create table orders (id int);")
            .Write("permissions/grants.sql", "grant select on orders to lectern_app;\n");

        folder.Migrate(database.OwnerConnectionString);

        Assert.True(Sql.Scalar<bool>(
            database.OwnerConnectionString, "select has_table_privilege('lectern_app', 'orders', 'select')"));
    }

    // Shortcoming 3: after the failures of runs 4, 6 and 7 grate still ran permissions.
    private static void AssertRows(string connectionString, string run) => Golden.AssertRows(
        connectionString, run, unless: "version_id in (4, 6, 7) and script_name = 'grants.sql'");

    private static void AssertLastRunHasOnlyEverytimeScripts(MigrationOptions options, string connectionString) =>
        Assert.Equal(
            ["log.EVERYTIME.sql", "grants.sql"],
            new MigrationReport(options).History(connectionString, most: 1).Single().Scripts);

    private static MigrationResult Run(
        ScriptsFolder folder, string connectionString, string version, ChangedOneTimeScript onChange = default) =>
        new MigrationJob(Golden.Options(folder, version) with { OnChangedOneTimeScript = onChange })
            .Run(connectionString);
}
