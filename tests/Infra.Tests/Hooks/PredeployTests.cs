using Lectern.Infra.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Infra.Tests.Hooks;

/// <summary>Failures that stop a deployment before it starts.</summary>
public sealed class PredeployTests(TestServer server)
{
    [Fact]
    public async Task A_script_that_fails_stops_the_deployment_and_leaves_the_schema_as_it_was()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var scripts = new ScriptsFolder()
            .Write("up/0001_first.sql", "create table first (id int)")
            .Write("up/0002_second.sql", "create table second (id nosuchtype)");

        var run = await MigrateAsync(database.OwnerConnectionString, scripts);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("up/0002_second.sql", run.Text, StringComparison.Ordinal);
        Assert.Contains("The migration: exit code 1", run.Error, StringComparison.Ordinal);
        Assert.Equal(["first"], Sql.Column(
            database.OwnerConnectionString, "select tablename from pg_tables where schemaname = 'public'"));
    }

    [Fact]
    public async Task A_finding_of_the_check_stops_the_deployment_before_any_script_runs()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var scripts = new ScriptsFolder()
            .Write("up/0001_first.sql", "create table first (id int)")
            .Write("up/0002_second.sql", "drop table first");

        var run = await MigrateAsync(database.OwnerConnectionString, scripts);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("drop-or-rename", run.Text, StringComparison.Ordinal);
        Assert.Contains("The check of the scripts: exit code 1", run.Error, StringComparison.Ordinal);
        Assert.Empty(Sql.Column(
            database.OwnerConnectionString, "select tablename from pg_tables where schemaname = 'public'"));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_stops_the_deployment_with_what_is_wrong()
    {
        using var scripts = new ScriptsFolder();

        var run = await MigrateAsync("postgresql://lectern_owner@127.0.0.1:1/lectern", scripts);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("FAULT   tcp", run.Output, StringComparison.Ordinal);
        Assert.Contains("The connection to the database: exit code 1", run.Error, StringComparison.Ordinal);
    }

    private static Task<ToolRun> MigrateAsync(string url, ScriptsFolder scripts) =>
        HookProcess.RunAsync("predeploy", new()
        {
            ["MIGRATION_DATABASE_URL"] = url,
            ["MIGRATION_SCRIPTS"] = scripts.Path,
            ["MIGRATION_ENGINE"] = "builtin",
        });
}
