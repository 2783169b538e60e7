using System.Text.Json;
using Lectern.Testing;
using Xunit;

namespace Lectern.Cli.Tests.Db;

/// <summary>The commands plan, status and history, which change nothing.</summary>
public sealed class DbReportTests(TestServer server)
{
    [Fact]
    public async Task A_plan_is_sql_with_the_reasons_and_findings_as_comments()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", "create table t (at timestamp);\n")
            .Write("permissions/p.sql", "grant select on t to public");

        var run = await database.DbAsync(folder, "plan");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("-- up/0001_t.sql (new)", lines[0]);
        Assert.StartsWith("-- up/0001_t.sql:1:20: bare-timestamp: ", lines[1], StringComparison.Ordinal);
        Assert.Equal(
            """
            create table t (at timestamp);

            -- permissions/p.sql (runs every time)
            grant select on t to public
            """.ReplaceLineEndings("\n"),
            string.Join('\n', lines[2..6]));

        var steps = (await database.DbAsync(folder, "plan", "--json")).Json.GetProperty("steps");
        Assert.Equal(2, steps.GetArrayLength());
        Assert.Equal(("up/0001_t.sql", "new", "create table t (at timestamp);\n", 1), (
            steps[0].GetProperty("script").GetString(),
            steps[0].GetProperty("reason").GetString(),
            steps[0].GetProperty("sql").GetString(),
            steps[0].GetProperty("findings").GetArrayLength()));
    }

    [Fact]
    public async Task A_plan_for_a_database_that_is_up_to_date_says_so_and_one_that_is_refused_fails()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0002_t.sql", "create table t (id int)");
        folder.Migrate(database.OwnerConnectionString);
        Assert.Equal("-- Nothing to do.", (await database.DbAsync(folder, "plan")).Output.TrimEnd());

        folder.Write("up/0001_u.sql", "create table u (id int)");
        var late = await database.DbAsync(folder, "plan");
        Assert.Equal(0, late.ExitCode);
        Assert.Contains("Warning: up/0001_u.sql is new, and a later number", late.Error, StringComparison.Ordinal);

        folder.Append("up/0002_t.sql", " ");
        var refused = await database.DbAsync(folder, "plan");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("up would refuse this: up/0002_t.sql", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_of_a_database_that_was_never_migrated_lists_all_and_exits_3()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "select 1").Write("views/v.sql", "select 2");

        var run = await database.DbAsync(folder, "status", "--json");

        Assert.Equal((3, ""), (run.ExitCode, run.Error));
        Assert.Equal(JsonValueKind.Null, run.Json.GetProperty("version").ValueKind);
        Assert.True(run.Json.GetProperty("changesPending").GetBoolean());
        Assert.Equal(
            ["up/0001_t.sql", "views/v.sql"],
            run.Json.GetProperty("pending").EnumerateArray().Select(script => script.GetString()));
        Assert.Null(Sql.Scalar<string>(database.OwnerConnectionString, "select to_regnamespace('grate')::text"));

        run = await database.DbAsync(folder, "status");
        Assert.Equal(3, run.ExitCode);
        Assert.Matches(@"version +none.*\n *pending +up/0001_t\.sql *\r?\n *pending +views/v\.sql", run.Output);
    }

    [Fact]
    public async Task Status_says_what_failed_and_then_that_all_is_well()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "select nosuch");
        await database.DbAsync(folder, "up");

        var run = await database.DbAsync(folder, "status", "--json");
        Assert.Equal((3, "Error"), (run.ExitCode, run.Json.GetProperty("versionStatus").GetString()));
        var failed = run.Json.GetProperty("failed");
        Assert.Equal("0001_t.sql", failed.GetProperty("script").GetString());
        Assert.EndsWith("Z", failed.GetProperty("at").GetString(), StringComparison.Ordinal);
        Assert.Matches(@"failed +0001_t\.sql: 42703: ", (await database.DbAsync(folder, "status")).Output);

        folder.Write("up/0001_t.sql", "select 1");
        await database.DbAsync(folder, "up", "--version", "2.0.0");
        run = await database.DbAsync(folder, "status");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^version +2\.0\.0 \(Finished\) *\r?\npending +nothing *\r?\n$", run.Output);
    }

    [Fact]
    public async Task History_lists_the_runs_the_newest_first()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "select 1");

        var none = await LecternTool.RunWithAsync(database.OwnerConnectionString, "db", "history");
        Assert.Equal((0, ""), (none.ExitCode, none.Output));
        Assert.Contains("No run has left a version here.", none.Error, StringComparison.Ordinal);

        await database.DbAsync(folder, "up", "--version", "1");
        folder.Write("up/0002_t.sql", "select 1");
        await database.DbAsync(folder, "up", "--version", "2");
        string url = database.OwnerConnectionString;
        var all = await LecternTool.RunWithAsync(url, "db", "history");
        var last = await LecternTool.RunWithAsync(url, "db", "history", "--limit", "1", "--json");

        Assert.Matches(@"^[-\d]+ [:\d]+Z +2 +Finished +\S+ +0002_t\.sql *\r?\n[-\d]+ [:\d]+Z +1 +Finished", all.Output);
        var run = Assert.Single(last.Json.GetProperty("runs").EnumerateArray());
        Assert.Equal(("2", "Finished", "0002_t.sql"), (
            run.GetProperty("version").GetString(),
            run.GetProperty("status").GetString(),
            Assert.Single(run.GetProperty("scripts").EnumerateArray()).GetString()));
        Assert.EndsWith("Z", run.GetProperty("at").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("status")]
    [InlineData("up")]
    [InlineData("baseline")]
    [InlineData("verify")]
    public async Task A_folder_without_scripts_is_not_taken_for_nothing_to_do(string verb)
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var empty = new ScriptsFolder().Write("README.md", "");

        var run = await database.DbAsync(empty, verb);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("There are no scripts in", run.Error, StringComparison.Ordinal);

        run = await LecternTool.RunWithAsync(
            database.OwnerConnectionString, "db", verb, "--scripts", "nosuch", "--json");
        Assert.Equal((1, "refused"), (run.ExitCode, run.Json.GetProperty("error").GetProperty("kind").GetString()));
        Assert.Equal("There is no scripts folder nosuch.", run.Error.TrimEnd());
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_for_init()
    {
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "select 1");
        var run = await LecternTool.RunWithAsync(
            server.ConnectionString("postgres", "nosuch"), "db", "status", "--scripts", folder.Path);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("HINT: lectern db init makes the database.", run.Error, StringComparison.Ordinal);
    }
}
