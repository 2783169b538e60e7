using Xunit;

namespace Lectern.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("doctor", "--help")]
    [InlineData("url", "--help")]
    [InlineData("url", "show", "--help")]
    [InlineData("url", "convert", "--help")]
    [InlineData("url", "check", "--help")]
    public async Task Help_is_on_standard_output_and_is_no_failure(params string[] arguments)
    {
        var run = await LecternTool.RunAsync(arguments);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("lectern " + string.Join(' ', arguments[..^1]), run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_command_has_an_example_beside_it()
    {
        var run = await LecternTool.RunAsync("url", "--help");

        foreach (var command in new[] { "show", "convert", "check" })
        {
            Assert.Contains($"Example: lectern url {command} ", run.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Required command was not provided.", "Try: lectern --help")]
    [InlineData("Required command was not provided.", "Try: lectern url --help", "url")]
    [InlineData("'shwo'", "Try: lectern url --help", "url", "shwo", "postgresql://db")]
    [InlineData("Option '--to' is required.", "Try: lectern url convert --help", "url", "convert", "postgresql://db")]
    [InlineData("--to takes one of: npgsql, libpq", "--help", "url", "convert", "postgresql://db", "--to", "oracle")]
    [InlineData("--for takes application or migration.", "--help",
        "url", "convert", "postgresql://db", "--to", "npgsql", "--for", "fun")]
    [InlineData("'--loud'", "Try: lectern url show --help", "url", "show", "postgresql://db", "--loud")]
    [InlineData("There is no URL: give one or set DATABASE_URL.", "--help", "url", "show")]
    public async Task A_wrong_command_line_exits_2_and_says_where_help_is(
        string message, string help, params string[] arguments)
    {
        var run = await LecternTool.RunAsync(arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains(help, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("url", "shwo", "postgresql://ada:hunter2@db")]
    [InlineData("url", "show", "postgresql://db", "postgresql://ada:hunter2@db")]
    [InlineData("url", "show", "host=db", "password=", "hunter2")]
    [InlineData("url", "show", "host=db", "hunter")]
    [InlineData("hunter2", "url", "show")]
    public async Task A_word_too_many_may_be_a_password_and_is_not_shown(params string[] arguments)
    {
        var run = await LecternTool.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain("hunter", run.Output + run.Error, StringComparison.Ordinal);
    }
}
