using Lectern.Testing;
using Xunit;

namespace Lectern.Cli.Tests.Db;

public sealed class DbDownTests(TestServer server)
{
    private const string Tables = "select tablename from pg_tables where schemaname = 'public' order by 1";

    [Theory]
    [InlineData("--to", "0001")]
    [InlineData("--to", "1")]
    [InlineData("--steps", "2")]
    public async Task What_is_above_is_taken_back_the_last_first(string option, string value)
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = Scripts();
        folder.Migrate(database.OwnerConnectionString);

        var run = await database.DbAsync(folder, "down", option, value);

        Assert.Equal((0, "2 scripts taken back, version 0.0.0.1."), (run.ExitCode, run.Output.TrimEnd()));
        Assert.Matches(@"^down/0003_t\.sql \(\d+ ms\)\r?\ndown/0002_t\.sql \(\d+ ms\)\r?\n$", run.Error);
        Assert.Equal(["t1"], Sql.Column(database.OwnerConnectionString, Tables));
        Assert.Equal(3, (await database.DbAsync(folder, "status")).ExitCode);

        var again = await database.DbAsync(folder, "down", "--to", "1", "--json");
        Assert.Equal((0, 0), (again.ExitCode, again.Json.GetProperty("scripts").GetArrayLength()));
    }

    [Fact]
    public async Task Where_a_reverse_is_missing_nothing_is_taken_back()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = Scripts();
        folder.Migrate(database.OwnerConnectionString);
        folder.Remove("down/0002_t.sql");

        var run = await database.DbAsync(folder, "down", "--to", "0");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal("Nothing was taken back: there is no reverse down/0002_t.sql.", run.Error.TrimEnd());
        Assert.Equal(["t1", "t2", "t3"], Sql.Column(database.OwnerConnectionString, Tables));
    }

    [Theory]
    [InlineData("Say how far: --to NNNN or --steps N.")]
    [InlineData("Say how far: --to NNNN or --steps N.", "--to", "1", "--steps", "1")]
    [InlineData("--steps takes a number from 1 to 10000.", "--steps", "0")]
    [InlineData("--steps takes a number from 1 to 10000.", "--steps", "all")]
    [InlineData("--to takes the number of a script", "--to", "0001_t.sql")]
    public async Task How_far_is_said_once_and_clearly(string message, params string[] arguments)
    {
        var run = await LecternTool.RunWithAsync("postgresql://db", ["db", "down", .. arguments]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains("Try: lectern db down --help", run.Error, StringComparison.Ordinal);
    }

    private static ScriptsFolder Scripts()
    {
        var folder = new ScriptsFolder();
        for (int i = 1; i <= 3; i++)
        {
            folder.Write($"up/000{i}_t.sql", $"create table t{i} (id int)")
                .Write($"down/000{i}_t.sql", $"drop table t{i}");
        }

        return folder;
    }
}
