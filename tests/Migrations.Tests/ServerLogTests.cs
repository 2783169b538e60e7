using Lectern.Migrations.Grate;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Migrations.Tests;

/// <summary>
/// The outcome of a run is in the server's log, which alerts watch. Here the session receives the log messages.
/// </summary>
public sealed class ServerLogTests(TestServer server)
{
    [Fact]
    public async Task A_run_that_ended_well_is_finished() =>
        Assert.Equal(["lectern migration finished"], await LogOfAsync("create table t (id int)"));

    [Fact]
    public async Task A_run_whose_script_failed_is_failed() =>
        Assert.Equal(["lectern migration failed"], await LogOfAsync("select 1 / 0"));

    [Fact]
    public async Task A_run_that_grate_failed_is_failed()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");
        var log = new List<string>();
        var command = new GrateCommand("dotnet", ["no-such-command"]);

        Assert.Throws<MigrationException>(() => new GrateEngine(Told(folder, log), command)
            .Run(LoggedTo(database), TestContext.Current.CancellationToken));

        Assert.Equal(["lectern migration failed"], log);
    }

    private async Task<List<string>> LogOfAsync(string script)
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", script);
        var log = new List<string>();
        try
        {
            new MigrationJob(Told(folder, log)).Run(LoggedTo(database), TestContext.Current.CancellationToken);
        }
        catch (MigrationException)
        {
            // Only the log message matters.
        }

        return log;
    }

    private static MigrationOptions Told(ScriptsFolder folder, List<string> log) => folder.Options with
    {
        Progress = step =>
        {
            if (step is ServerNotice { Severity: "LOG" } line)
            {
                log.Add(line.Message);
            }
        },
    };

    private static string LoggedTo(TestDatabase database) =>
        new NpgsqlConnectionStringBuilder(database.OwnerConnectionString)
        {
            Options = "-c client_min_messages=log",
        }.ConnectionString;
}
