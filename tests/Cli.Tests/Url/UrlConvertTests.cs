using Xunit;

namespace Lectern.Cli.Tests.Url;

public sealed class UrlConvertTests
{
    private const string Url = "postgresql://ada:hunter2@db/school?sslmode=require";

    [Theory]
    [InlineData("npgsql",
        "Host=db;Database=school;Username=ada;Password=hunter2;SSL Mode=Require;GSS Encryption Mode=Disable")]
    [InlineData("asyncpg", "postgresql+asyncpg://ada:hunter2@db/school?ssl=require")]
    [InlineData("libpq-keywords", "host=db dbname=school user=ada password=hunter2 sslmode=require")]
    [InlineData("jdbc", "jdbc:postgresql://db/school?user=ada&password=hunter2&sslmode=require")]
    public async Task Prints_a_line_that_opens_when_the_password_is_asked_for(string driver, string expected)
    {
        var run = await LecternTool.RunAsync("url", "convert", Url, "--to", driver, "--show-password");

        Assert.Equal((0, expected + Environment.NewLine, ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task Prints_stars_for_the_password_and_says_so()
    {
        var run = await LecternTool.RunAsync("url", "convert", Url, "--to", "psycopg2");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("postgresql+psycopg2://ada:***@db/school?sslmode=require", run.Output.TrimEnd());
        Assert.Contains("--show-password", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_nothing_of_a_password_where_there_is_none()
    {
        var run = await LecternTool.RunAsync("url", "convert", "postgresql://ada@db", "--to", "psycopg2");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("application", 0, "No Reset On Close=True")]
    [InlineData("migration", 1, "")]
    public async Task The_purpose_decides_whether_a_pooler_may_stand_in_front(string purpose, int exitCode, string text)
    {
        var run = await LecternTool.RunAsync(
            "url", "convert", "postgresql://db/s?pgbouncer=true", "--to", "npgsql", "--for", purpose);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(text, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notes_what_was_translated_and_fails_on_it_when_strict()
    {
        const string foreign = "postgresql+asyncpg://db/s?sslmode=require";

        var run = await LecternTool.RunAsync("url", "convert", foreign, "--to", "asyncpg");
        Assert.Equal((0, "postgresql+asyncpg://db/s?ssl=require"), (run.ExitCode, run.Output.TrimEnd()));
        Assert.StartsWith("Note: ", run.Error, StringComparison.Ordinal);

        run = await LecternTool.RunAsync("url", "convert", foreign, "--to", "asyncpg", "--strict");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("Write ssl=…", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mysql_and_sqlite_change_their_driver_only()
    {
        var run = await LecternTool.RunAsync(
            "url", "convert", "mysql+asyncmy://u:p%zz@h/d?x=1", "--to", "pymysql", "--show-password");
        Assert.Equal((0, "mysql+pymysql://u:p%zz@h/d?x=1"), (run.ExitCode, run.Output.TrimEnd()));

        run = await LecternTool.RunAsync("url", "convert", "sqlite:///x.db", "--to", "npgsql");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("postgresql://", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_carries_the_text_and_the_notes()
    {
        var run = await LecternTool.RunAsync(
            "url", "convert", "postgresql://ada:pw@db?application_name=x", "--to", "asyncpg", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("postgresql+asyncpg://ada:***@db", run.Json.GetProperty("text").GetString());
        Assert.True(run.Json.GetProperty("passwordHidden").GetBoolean());
        Assert.Equal("unsupportedByDriver", run.Json.GetProperty("notes")[0].GetProperty("kind").GetString());
    }
}
