using Lectern.Testing;
using Xunit;

namespace Lectern.Cli.Tests.Db;

/// <summary>The commands verify and baseline.</summary>
public sealed class DbVerifyTests(TestServer server)
{
    [Fact]
    public async Task What_was_changed_by_hand_is_found()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");
        folder.Migrate(database.SuperuserConnectionString);
        string url = database.SuperuserConnectionString;

        var run = await LecternTool.RunWithAsync(url, "db", "verify", "--scripts", folder.Path);
        Assert.Equal((0, "The database is what the scripts make."), (run.ExitCode, run.Output.TrimEnd()));

        Sql.Execute(url, "alter table t add hand text");
        run = await LecternTool.RunWithAsync(url, "db", "verify", "--scripts", folder.Path);
        Assert.Equal(1, run.ExitCode);
        Assert.Matches(@"^column public\.t\.hand\r?\n  scripts:  do not make it\r?\n  database: text", run.Output);

        run = await LecternTool.RunWithAsync(url, "db", "verify", "--scripts", folder.Path, "--json");
        Assert.Equal((1, false), (run.ExitCode, run.Json.GetProperty("isAsScripted").GetBoolean()));
        var difference = Assert.Single(run.Json.GetProperty("differences").EnumerateArray());
        Assert.Equal("column public.t.hand", difference.GetProperty("name").GetString());
        Assert.Empty(Sql.Column(url, "select datname from pg_database where datname like 'lectern_verify_%'"));
    }

    [Fact]
    public async Task A_role_that_may_not_make_a_database_to_compare_with_is_told()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");

        var run = await database.DbAsync(folder, "verify");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("needs CREATEDB", run.Error, StringComparison.Ordinal);
        Assert.Contains("--database", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Baseline_takes_all_as_run_and_verify_finds_that_the_schema_lacks_them()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", "create table t (id int)").Write("up/0002_u.sql", "create table u (id int)");

        var run = await database.DbAsync(folder, "baseline", "--version", "1.0.0");
        Assert.Equal((0, "2 scripts taken as run, version 1.0.0."), (run.ExitCode, run.Output.TrimEnd()));
        Assert.Equal(0, (await database.DbAsync(folder, "status")).ExitCode);

        run = await database.DbAsync(folder, "baseline", "--json");
        Assert.Equal((0, 0), (run.ExitCode, run.Json.GetProperty("scripts").GetArrayLength()));

        run = await LecternTool.RunWithAsync(
            database.SuperuserConnectionString, "db", "verify", "--scripts", folder.Path, "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.False(run.Json.GetProperty("status").GetProperty("changesPending").GetBoolean());
        Assert.Contains("public.u", run.Output, StringComparison.Ordinal);
    }
}
