using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Migrations.Tests;

/// <summary>
/// Repeats the recorded runs of grate 2.0 in Golden/ with the job. The rows are the same except dates and users.
/// </summary>
public sealed class GoldenRunTests(TestServer server)
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Golden");

    [Fact]
    public async Task Nine_runs_leave_the_rows_that_grate_left()
    {
        // The name is in a script's text, and so in its hash.
        await server.ExecuteAsync("create database golden");
        string connectionString = server.ConnectionString("postgres", "golden");
        using var folder = ScriptsFolder.CopyOf(Path.Combine(Golden, "db"));

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

        folder.Write("up/0006_fails.sql", """
            insert into orders(customer_id,total) values (1, 1);
            insert into nosuchtable values (1);

            """);
        Assert.Throws<MigrationException>(() => Run(folder, connectionString, "1.0.4"));
        AssertRows(connectionString, "run6_script_fails");

        // grate's run 7 is run 6 with --transaction; here every script has its own.
        Assert.Throws<MigrationException>(() => Run(folder, connectionString, "1.0.4"));
        AssertRows(connectionString, "run7_script_fails_trx");

        // grate's --dryrun and --isuptodate change nothing.
        Assert.Contains(
            new MigrationReport(Options(folder, "1.0.5")).Plan(connectionString),
            step => step.Script == "up/0006_fails.sql");
        AssertRows(connectionString, "run8_dryrun");
        Assert.True(new MigrationReport(Options(folder, "1.0.5")).Status(connectionString).ChangesPending);
        AssertRows(connectionString, "run9_isuptodate");

        // Shortcoming 4: grate's run 6 left the first half of 0006_fails.sql applied.
        Assert.Equal(1, Sql.Scalar<long>(connectionString, "select count(*) from orders"));
        await server.ExecuteAsync("drop database golden with (force)");
    }

    [Fact]
    public async Task A_baseline_leaves_the_rows_that_grate_left_and_runs_nothing()
    {
        await server.ExecuteAsync("create database golden_baseline");
        string connectionString = server.ConnectionString("postgres", "golden_baseline");
        using var folder = ScriptsFolder.CopyOf(Path.Combine(Golden, "db"));

        new MigrationJob(Options(folder, "1.0.0")).Baseline(connectionString, TestContext.Current.CancellationToken);

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

    private static MigrationResult Run(
        ScriptsFolder folder, string connectionString, string version, ChangedOneTimeScript onChange = default) =>
        new MigrationJob(Options(folder, version) with { OnChangedOneTimeScript = onChange }).Run(connectionString);

    private static MigrationOptions Options(ScriptsFolder folder, string version) => folder.Options with
    {
        Environments = ["TEST"],
        Tokens = new Dictionary<string, string> { ["release"] = "r1" },
        RepositoryPath = "https://example.org/golden",
        Version = version,
    };

    /// <summary>Lets the server read grate's CSV files and compare them with the journal.</summary>
    private static void AssertRows(string connectionString, string run)
    {
        using var connection = Sql.Open(connectionString);

        // Shortcoming 3: after the failures of runs 4, 6 and 7 grate still ran permissions.
        AssertRows(
            connection, run, "ScriptsRun", "version_id, script_name, text_of_script, text_hash, one_time_script",
            "not (version_id in (4, 6, 7) and script_name = 'grants.sql')");
        AssertRows(
            connection, run, "ScriptsRunErrors",
            "repository_path, version, script_name, text_of_script, erroneous_part_of_script, error_message", "true");
        AssertRows(connection, run, "Version", "repository_path, version, status", "true");
    }

    private static void AssertRows(
        NpgsqlConnection connection, string run, string table, string columns, string ours)
    {
        Sql.Execute(
            connection,
            $"""drop table if exists pg_temp.golden; create temp table golden (like "grate"."{table}")""");
        using (var copy = connection.BeginTextImport("copy pg_temp.golden from stdin (format csv, header)"))
        {
            copy.Write(File.ReadAllText(Path.Combine(Golden, "out", $"{run}.{table}.csv")));
        }

        Assert.Equal(
            Rows(connection, $"""select {columns} from pg_temp.golden where {ours} order by id"""),
            Rows(connection, $"""select {columns} from "grate"."{table}" order by id"""));
    }

    private static List<string> Rows(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        object[] cells = new object[reader.FieldCount];
        while (reader.Read())
        {
            reader.GetValues(cells);
            rows.Add(string.Join(" | ", cells));
        }

        return rows;
    }
}
