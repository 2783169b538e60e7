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
    [InlineData("db", "--help")]
    [InlineData("db", "up", "--help")]
    [InlineData("db", "import", "--help")]
    public async Task Help_is_on_standard_output_and_is_no_failure(params string[] arguments)
    {
        var run = await LecternTool.RunAsync(arguments);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("lectern " + string.Join(' ', arguments[..^1]), run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("url", "show", "convert", "check")]
    [InlineData("db", "up", "plan", "status", "history", "new", "check", "down", "baseline", "verify", "init", "export",
        "import", "archive", "drop-years")]
    public async Task Each_command_has_an_example_beside_it(string group, params string[] commands)
    {
        var run = await LecternTool.RunAsync(group, "--help");

        foreach (string command in commands)
        {
            Assert.Contains($"Example: lectern {group} {command}", run.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("url", "show")]
    [InlineData("db", "up")]
    public async Task Help_does_not_show_the_url_of_the_environment(params string[] command)
    {
        var run = await LecternTool.RunWithAsync("postgresql://ada:hunter2@db", [.. command, "--help"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("[default: DATABASE_URL]", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Required command was not provided.", "Try: lectern --help")]
    [InlineData("Required command was not provided.", "Try: lectern url --help", "url")]
    [InlineData("'shwo'", "Try: lectern url --help", "url", "shwo", "postgresql://db")]
    [InlineData("Did you mean: lectern url show", "Try: lectern url --help", "url", "shwo", "postgresql://db")]
    [InlineData("Did you mean: lectern db", "Try: lectern --help", "dbb")]
    [InlineData("Did you mean: lectern db status", "Try: lectern db --help", "db", "statsu")]
    [InlineData("Option '--to' is required.", "Try: lectern url convert --help", "url", "convert", "postgresql://db")]
    [InlineData("--to takes one of: npgsql, libpq", "--help", "url", "convert", "postgresql://db", "--to", "oracle")]
    [InlineData("--for takes application or migration.", "--help",
        "url", "convert", "postgresql://db", "--to", "npgsql", "--for", "fun")]
    [InlineData("'--loud'", "Try: lectern url show --help", "url", "show", "postgresql://db", "--loud")]
    [InlineData("There is no URL: give one or set DATABASE_URL.", "--help", "url", "show")]
    [InlineData("There is no database: give --database URL or set DATABASE_URL.", "db status --help", "db", "status")]
    [InlineData("--lock-wait takes a time from 0s to 24h", "--help", "db", "up", "--lock-wait", "5")]
    [InlineData("--lock-timeout takes a time from 1ms to 24h", "--help", "db", "up", "--lock-timeout", "0s")]
    [InlineData("--engine takes builtin or grate.", "--help", "db", "up", "--engine", "flyway")]
    [InlineData("grate does not know --to", "--help", "db", "up", "--engine", "grate", "--to", "3")]
    [InlineData("--changed takes refuse or run-again or take-as-run.", "--help", "db", "up", "--changed", "so what")]
    [InlineData("--version takes 1 to 50 characters.", "--help", "db", "up", "--version", "")]
    [InlineData("--token takes name=value.", "--help", "db", "up", "--token", "value")]
    [InlineData("--limit takes a number from 1 to 1000.", "--help", "db", "history", "--limit", "all")]
    [InlineData("with Latin letters", "--help", "db", "new", "数")]
    public async Task A_wrong_command_line_exits_2_and_says_where_help_is(
        string message, string help, params string[] arguments)
    {
        var run = await LecternTool.RunAsync(arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains(help, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lectern d", "db", "doctor")]
    [InlineData("lectern db st", "status")]
    [InlineData("lectern db up --eng", "--engine")]
    [InlineData("lectern db up --engine ", "builtin", "grate")]
    public async Task A_shell_completes_commands_options_and_their_words(string line, params string[] expected)
    {
        var script = await LecternTool.RunAsync("completion", "bash");
        var run = await LecternTool.RunAsync($"[suggest:{line.Length}]", line);

        Assert.Contains("lectern \"[suggest:$COMP_POINT]\" \"$COMP_LINE\"", script.Output, StringComparison.Ordinal);
        string[] proposals = run.Output.Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal(expected, expected.Intersect(proposals));
    }

    [Theory]
    [InlineData("lectern db up --engine ", "builtin", "grate")]
    [InlineData("lectern db up --changed ", "refuse", "run-again", "take-as-run")]
    [InlineData("lectern url convert postgresql://db --for ", "application", "migration")]
    public async Task A_shell_proposes_only_words_that_the_option_takes(string line, params string[] expected)
    {
        var run = await LecternTool.RunAsync($"[suggest:{line.Length}]", line);

        Assert.Equal(expected, run.Output.ReplaceLineEndings("\n").TrimEnd().Split('\n').Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("entra", "Entra ID gives no token", "az login")]
    [InlineData("bad", "DATABASE_AUTH must be entra or password.", "")]
    public async Task A_failing_sign_in_is_one_error(string authentication, string problem, string remedy)
    {
        var environment = new Dictionary<string, string?>
        {
            ["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/db",
            ["DATABASE_AUTH"] = authentication,
            // Otherwise the machine's own identity is looked for on the network.
            ["AZURE_TOKEN_CREDENTIALS"] = "AzureCliCredential",
            ["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}",
        };
        using var process = LecternProcess.Start(environment, ["db", "history", "--json"]);

        var run = await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, run.ExitCode);
        var error = run.Json.GetProperty("error");
        Assert.Contains(problem, error.GetProperty("problem").GetString()!, StringComparison.Ordinal);
        Assert.Contains(remedy, $"{error.GetProperty("remedy")}", StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.InRange(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, 1, 2);
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
