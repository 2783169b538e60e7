using Xunit;

namespace Lectern.Cli.Tests.Url;

public sealed class UrlCheckTests
{
    [Theory]
    [InlineData("postgresql+asyncpg://ada@db/s?ssl=require", "asyncpg")]
    [InlineData("postgresql://ada@db/s?sslmode=require", "libpq")]
    [InlineData("host=db user=ada sslmode=require", "libpq")]
    [InlineData("Host=db;Username=ada;SSL Mode=Require", "npgsql")]
    [InlineData("jdbc:postgresql://db/s?user=ada&sslmode=require", "jdbc")]
    [InlineData("sqlite+aiosqlite:///x.db", "aiosqlite")]
    public async Task A_url_in_the_drivers_own_form_passes_even_strictly(string url, string driver)
    {
        var run = await LecternTool.RunAsync("url", "check", url, "--driver", driver, "--strict");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("as it is written", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql+asyncpg://db/s?sslmode=require", "asyncpg", "Write ssl=…")]
    [InlineData("postgresql://db/s?ssl=require", "libpq", "Write sslmode=…")]
    [InlineData("postgresql://db/s", "asyncpg", "lectern url convert --to asyncpg")]
    [InlineData("postgresql+asyncpg://db/s?pgbouncer=true", "asyncpg", "Leave it out")]
    public async Task What_only_another_driver_understands_passes_unless_strict(
        string url, string driver, string remedy)
    {
        var run = await LecternTool.RunAsync("url", "check", url, "--driver", driver);
        Assert.Equal(0, run.ExitCode);

        run = await LecternTool.RunAsync("url", "check", url, "--driver", driver, "--strict");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(remedy, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql://db/s?sslmode=require", "pg8000", "ssl_context")]
    [InlineData("mysql+pymysql://db/s", "npgsql", "postgresql://")]
    [InlineData("postgresql://%2Ftmp/s", "jdbc", "Unix socket")]
    public async Task A_driver_that_cannot_open_it_fails_always(string url, string driver, string message)
    {
        var run = await LecternTool.RunAsync("url", "check", url, "--driver", driver);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_says_whether_it_opens_as_written()
    {
        var run = await LecternTool.RunAsync("url", "check", "postgresql://db/s", "--driver", "npgsql", "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.False(run.Json.GetProperty("asWritten").GetBoolean());
    }
}
