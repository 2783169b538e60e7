using System.Text;
using System.Text.Json;
using Lectern.Testing;
using Xunit;

namespace Lectern.Cli.Tests.Db;

public sealed class DbUpTests(TestServer server)
{
    [Fact]
    public async Task Each_script_is_a_line_with_its_time_and_what_the_server_says_is_shown()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", "create table t (id int)")
            .Write("views/v.sql", "do $$ begin raise notice 'hällo [bold]'; end $$; create view v as select 1 as one");

        var run = await database.DbAsync(folder, "up", "--version", "1.2.0");

        Assert.Equal((0, "2 scripts ran, version 1.2.0."), (run.ExitCode, run.Output.TrimEnd()));
        Assert.Matches(
            @"^up/0001_t\.sql \(\d+ ms\)\r?\nNOTICE: hällo \[bold\]\r?\nviews/v\.sql \(\d+ ms\)\r?\n$", run.Error);

        run = await database.DbAsync(folder, "up");
        Assert.Equal((0, "Nothing to do.", ""), (run.ExitCode, run.Output.TrimEnd(), run.Error));
    }

    [Fact]
    public async Task Json_lists_what_ran_and_keeps_messages_away_from_standard_output()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");

        var run = await database.DbAsync(folder, "up", "--json", "--version", "7");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("up/0001_t.sql (", run.Error, StringComparison.Ordinal);
        Assert.Equal("7", run.Json.GetProperty("version").GetString());
        var script = Assert.Single(run.Json.GetProperty("scripts").EnumerateArray());
        Assert.Equal("up/0001_t.sql", script.GetProperty("script").GetString());
        Assert.Equal(JsonValueKind.Number, script.GetProperty("durationMs").ValueKind);
    }

    [Theory]
    [InlineData("postgresql://lectern_owner@nowhere.invalid/lectern", "The server's host cannot be found: ")]
    [InlineData("postgresql://lectern_owner@127.0.0.1:1/lectern", "Failed to connect to 127.0.0.1:1: ")]
    public async Task Without_a_server_the_reason_comes_once_and_the_doctor_is_named(string url, string problem)
    {
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");

        var run = await LecternTool.RunWithAsync(url, ["db", "up", "--scripts", folder.Path]);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        string reason = run.Error.Split('\n')[0].TrimEnd();
        Assert.StartsWith(problem, reason, StringComparison.Ordinal);
        Assert.Equal(1, reason.Split(reason[problem.Length..]).Length - 1);
        Assert.Contains("HINT: Run lectern doctor", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_says_file_line_column_statement_and_the_servers_hint()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", "create table t (id int);\n\nselect  idd from t;\n")
            .Write("permissions/p.sql", "create table never (id int)");

        var run = await database.DbAsync(folder, "up");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal(
            """
            up/0001_t.sql:3:9: 42703: column "idd" does not exist
            STATEMENT: select  idd from t
            HINT: Perhaps you meant to reference the column "t.id".
            """.ReplaceLineEndings(),
            run.Error.TrimEnd().ReplaceLineEndings());

        run = await database.DbAsync(folder, "up", "--json");
        Assert.Equal(1, run.ExitCode);
        var error = run.Json.GetProperty("error");
        Assert.Equal("script", error.GetProperty("kind").GetString());
        Assert.StartsWith("Perhaps", error.GetProperty("remedy").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ("up/0001_t.sql", 3, 9, "42703"),
            (error.GetProperty("script").GetProperty("script").GetString(),
                error.GetProperty("script").GetProperty("line").GetInt32(),
                error.GetProperty("script").GetProperty("column").GetInt32(),
                error.GetProperty("script").GetProperty("sqlState").GetString()));
        Assert.Equal(0, Sql.Scalar<long>(
            database.OwnerConnectionString, "select count(*) from pg_tables where schemaname = 'public'"));
    }

    [Fact]
    public async Task Environments_tokens_and_a_limit_choose_what_runs()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", "create table t (note text default '{{who}} {{why}}')")
            .Write("up/0002_a.ENV.TEST.sql", "insert into t default values")
            .Write("up/0003_b.ENV.PROD.sql", "drop table t")
            .Write("up/0004_c.ENV.LOCAL.sql", "insert into t default values")
            .Write("up/0005_later.sql", "drop table t")
            .Write("runAfterCreateDatabase/new.sql", "create table made_by_init (id int)");

        var run = await database.DbAsync(
            folder, "up", "--env", "TEST", "--env", "LOCAL", "--token", "who=me", "--token", "WHY=a=b", "--to", "4",
            "--new-database");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["me a=b", "me a=b"], Sql.Column(database.OwnerConnectionString, "select note from t"));
        Assert.NotNull(Sql.Scalar<string>(database.OwnerConnectionString, "select to_regclass('made_by_init')::text"));
    }

    [Fact]
    public async Task A_dry_run_runs_nothing_and_fails_where_the_run_would()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");

        var run = await database.DbAsync(folder, "up", "--dry-run");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("-- up/0001_t.sql (new)", run.Output, StringComparison.Ordinal);
        Assert.Null(Sql.Scalar<string>(database.OwnerConnectionString, "select to_regclass('t')::text"));
        Assert.Null(Sql.Scalar<string>(database.OwnerConnectionString, "select to_regnamespace('grate')::text"));

        folder.Migrate(database.OwnerConnectionString);
        folder.Append("up/0001_t.sql", " ");
        run = await database.DbAsync(folder, "up", "--dry-run");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("up would refuse this: up/0001_t.sql", run.Error, StringComparison.Ordinal);

        run = await database.DbAsync(folder, "up", "--dry-run", "--changed", "take-as-run");
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("refuse", 1, 1)]
    [InlineData("take-as-run", 0, 1)]
    [InlineData("run-again", 0, 2)]
    public async Task An_edited_script_is_refused_unless_one_says_what_to_do(string changed, int exitCode, long rows)
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", "create table if not exists t (id int); insert into t values (1);");
        folder.Migrate(database.OwnerConnectionString);
        folder.Append("up/0001_t.sql", "-- a comment");

        var run = await database.DbAsync(folder, "up", "--changed", changed);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(rows, Sql.Scalar<long>(database.OwnerConnectionString, "select count(*) from t"));
        Assert.Equal(changed == "refuse" ? 3 : 0, (await database.DbAsync(folder, "status")).ExitCode);
    }

    [Theory]
    [InlineData("up", "iso-8859-1", "2:5")]
    [InlineData("baseline", "iso-8859-1", "2:5")]
    [InlineData("up", "utf-16", "1:1")]
    [InlineData("baseline", "utf-16", "1:1")]
    [InlineData("check", "utf-16", "1:1")]
    public async Task Text_that_is_not_utf8_is_refused(string command, string encoding, string position)
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "");
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "up/0001_t.sql"),
            "select\n'café'",
            Encoding.GetEncoding(encoding),
            TestContext.Current.CancellationToken);

        var run = await database.DbAsync(folder, command);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"up/0001_t.sql:{position}: ", run.Output + run.Error, StringComparison.Ordinal);
        Assert.Contains("is not UTF-8", run.Output + run.Error, StringComparison.Ordinal);
        Assert.Contains("up/0001_t.sql", (await database.DbAsync(folder, "status")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_may_be_limited()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "select pg_sleep(3600)");

        var run = await database.DbAsync(folder, "up", "--statement-timeout", "100ms");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("57014", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_is_nowhere_whatever_fails()
    {
        string[] urls =
        [
            server.ConnectionString("postgres", "nosuch") + ";Password=hunter2",
            "postgresql://a:hunter2@127.0.0.1:1/s",
            "postgresql://a:hunter2@db/s?x=y",
        ];
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "select 1");

        foreach (string url in urls)
        {
            var run = await LecternTool.RunAsync("db", "up", "--database", url, "--scripts", folder.Path, "--json");

            Assert.Equal(1, run.ExitCode);
            Assert.NotEqual("", run.Json.GetProperty("error").GetProperty("problem").GetString());
            Assert.DoesNotContain("hunter2", run.Output + run.Error, StringComparison.Ordinal);
        }
    }
}
