using System.Text.Json;
using Lectern.Testing;
using Xunit;

namespace Lectern.Cli.Tests.Doctor;

/// <summary>
/// The output and the exit codes of <c>lectern doctor</c>; the other tests of this folder call its steps.
/// </summary>
public sealed class DoctorTests(TestServer server)
{
    private static readonly string Scripts = Path.Combine(AppContext.BaseDirectory, "db");

    [Fact]
    public async Task A_healthy_database_exits_0_with_a_line_for_every_step()
    {
        await using var database = await server.CreateDatabaseAsync();

        var run = await LecternTool.RunWithAsync(
            database.ApplicationConnectionString, "doctor", "--scripts", Scripts,
            "--migration-url", database.OwnerConnectionString);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.EndsWith($"No fault found.{Environment.NewLine}", run.Output, StringComparison.Ordinal);
        string[] texts = ["ok      url", "ok      migration connection", "scripts of db/up have run", " ms  "];
        foreach (string text in texts)
        {
            Assert.Contains(text, run.Output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("\e[", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Password, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_way_of_a_migration_is_healthy_before_the_first_one()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();

        var run = await LecternTool.RunWithAsync(
            database.OwnerConnectionString,
            "doctor", "--for", "migration", "--scripts", Scripts, "--instances", "10000");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("ok      migration connection", run.Output, StringComparison.Ordinal);
        foreach (string step in new[] { "application connection", "rights", "schema", "pool" })
        {
            Assert.Contains($"skipped {step}", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_fault_exits_1_with_its_remedy_below_it()
    {
        var run = await LecternTool.RunAsync("doctor", "postgresql://ada:hunter2@127.0.0.1:1/school");

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.Split(Environment.NewLine);
        int fault = Array.FindIndex(lines, line => line.StartsWith("FAULT   tcp", StringComparison.Ordinal));
        Assert.Contains("Nothing listens at 127.0.0.1:1", lines[fault], StringComparison.Ordinal);
        Assert.Contains("Start the server or correct the port", lines[fault + 1], StringComparison.Ordinal);
        Assert.Contains("A fault was found.", lines);
        Assert.DoesNotContain("hunter2", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_every_step_with_its_verdict()
    {
        await using var database = await server.CreateDatabaseAsync();

        var run = await LecternTool.RunAsync(
            "doctor", "--json", "--scripts", Scripts, "--pool-size", "20", "--instances", "40",
            database.ApplicationConnectionString);

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.False(run.Json.GetProperty("isHealthy").GetBoolean());
        var steps = run.Json.GetProperty("steps").EnumerateArray().ToList();
        Assert.All(steps, step => Assert.Equal(
            ["step", "verdict", "finding", "remedy", "durationMs"],
            step.EnumerateObject().Select(property => property.Name)));
        var fault = Assert.Single(steps, step => step.GetProperty("verdict").GetString() == "fault");
        Assert.Equal("pool", fault.GetProperty("step").GetString());
        Assert.Equal(JsonValueKind.Number, fault.GetProperty("durationMs").ValueKind);
    }

    [Theory]
    [InlineData("--pool-size must be 1 or more.", "doctor", "postgresql://db", "--pool-size", "0")]
    [InlineData("--instances", "doctor", "postgresql://db", "--instances", "many")]
    [InlineData("There is no URL: give one or set DATABASE_URL.", "doctor")]
    public async Task A_wrong_command_line_exits_2(string message, params string[] arguments)
    {
        var run = await LecternTool.RunAsync(arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }
}
