using System.Text.Json;
using Xunit;

namespace Lectern.Cli.Tests.Url;

public sealed class UrlShowTests
{
    private const string Url = "postgresql://ada:hunter2@db:5433,/school?sslmode=require&sslpassword=hunter2";

    [Fact]
    public async Task Shows_what_the_url_says_but_not_its_password()
    {
        var run = await LecternTool.RunAsync("url", "show", Url);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("postgresql://ada:***@db:5433,/school?sslmode=require&sslpassword=***", run.Output,
            StringComparison.Ordinal);
        foreach (string word in new[] { "libpq", "5433", "ada", "school", "require" })
        {
            Assert.Contains(word, run.Output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("hunter2", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_the_password_when_asked()
    {
        var run = await LecternTool.RunAsync("url", "show", "--show-password", Url);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("hunter2", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_every_part()
    {
        var run = await LecternTool.RunAsync("url", "show", "--json", Url);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            ["driver", "url", "hosts", "user", "password", "database", "parameters", "isPooled", "notes"],
            run.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal("libpq", run.Json.GetProperty("driver").GetString());
        Assert.Equal(5433, run.Json.GetProperty("hosts")[0].GetProperty("port").GetInt32());
        Assert.Equal(JsonValueKind.Null, run.Json.GetProperty("hosts")[1].GetProperty("port").ValueKind);
        Assert.Equal("***", run.Json.GetProperty("password").GetString());
        Assert.Equal("***", run.Json.GetProperty("parameters").GetProperty("sslpassword").GetString());
    }

    [Fact]
    public async Task Takes_the_url_from_the_environment_when_none_is_given()
    {
        var run = await LecternTool.RunWithAsync("postgresql://ada@env/s", "url", "show", "--json");
        Assert.Equal("env", run.Json.GetProperty("hosts")[0].GetProperty("name").GetString());

        run = await LecternTool.RunWithAsync("postgresql://ada@env/s", "url", "show", "--json", "postgresql://given");
        Assert.Equal("given", run.Json.GetProperty("hosts")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Names_of_any_script_reach_a_pipe()
    {
        var run = await LecternTool.RunAsync("url", "show", "--json", "postgresql://%C3%A9va@db/%E6%97%A5");

        Assert.Equal("éva", run.Json.GetProperty("user").GetString());
        Assert.Contains("日", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_exits_1_with_its_remedy_and_no_password()
    {
        var run = await LecternTool.RunAsync("url", "show", "postgresql://ada:hunter2%@db");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("%25", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Error, StringComparison.Ordinal);

        run = await LecternTool.RunAsync("url", "show", "--json", "postgresql://ada:hunter2%@db");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("badPercentEncoding", run.Json.GetProperty("error").GetProperty("kind").GetString());
    }
}
