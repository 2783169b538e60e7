using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Cli.Tests.Db;

public sealed class DbInitTests(TestServer server)
{
    [Fact]
    public async Task Init_and_up_make_a_working_database_of_an_empty_server()
    {
        var token = TestContext.Current.CancellationToken;
        string scripts = Path.Combine(AppContext.BaseDirectory, "db");
        await using var empty = await EmptyServer.StartAsync(token);
        string admin = empty.ConnectionString("postgres", "the school");
        var init = await LecternTool.RunWithAsync(admin, "db", "init", "--scripts", scripts);
        Assert.Equal(
            (0, "Made: role lectern_owner, role lectern_app, the database."), (init.ExitCode, init.Output.TrimEnd()));
        Assert.Contains("no password yet", init.Error, StringComparison.Ordinal);
        GivePasswords(admin, await empty.PasswordAsync(token));

        string owner = empty.ConnectionString("lectern_owner", "the school");
        var up = await LecternTool.RunWithAsync(owner, "db", "up", "--scripts", scripts);
        Assert.Equal((0, ""), (up.ExitCode, up.ExitCode == 0 ? "" : up.Error));

        string application = empty.ConnectionString("lectern_app", "the school");
        Sql.Execute(application, """
            insert into students (id, full_name, email)
            values ('01a1fd74-58f2-76e8-a390-f8f4666123b0', 'Ada Lovelace', 'ada@example.org')
            """);
        Assert.Throws<PostgresException>(() => Sql.Execute(application, "create table t (id int)"));
        Assert.Equal(0, (await LecternTool.RunWithAsync(owner, "db", "status", "--scripts", scripts)).ExitCode);
        Assert.Equal(0, (await LecternTool.RunWithAsync(admin, "db", "verify", "--scripts", scripts)).ExitCode);

        init = await LecternTool.RunWithAsync(admin, "db", "init", "--scripts", scripts, "--json");
        Assert.Equal((0, "", 0, false), (
            init.ExitCode, init.Error, init.Json.GetProperty("rolesMade").GetArrayLength(),
            init.Json.GetProperty("databaseMade").GetBoolean()));
    }

    [Fact]
    public async Task A_role_that_may_not_is_told()
    {
        var run = await LecternTool.RunWithAsync(server.ConnectionString("lectern_app", "never_made"), "db", "init");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("42501", run.Error, StringComparison.Ordinal);
        Assert.Contains("HINT: The role of the URL may not do this", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_url_without_a_database_names_nothing_to_make()
    {
        var run = await LecternTool.RunWithAsync("postgresql://postgres@127.0.0.1:1", "db", "init");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("names no database to make", run.Error, StringComparison.Ordinal);
    }

    // An operator uses \password in psql, or Entra ID.
    private static void GivePasswords(string admin, string password) => Sql.Execute(
        admin, $"alter role lectern_owner password '{password}'; alter role lectern_app password '{password}'");
}
