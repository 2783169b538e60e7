using Lectern.Testing;
using Xunit;

namespace Lectern.Cli.Tests.Db;

public sealed class DbTelemetryTests(TestServer server)
{
    [Theory]
    [InlineData("create table t (id int)", 0, "finished")]
    [InlineData("create tabel t (id int)", 1, "error")]
    public async Task A_collector_is_sent_how_long_the_run_took_before_it_ends(string sql, int exitCode, string outcome)
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", sql);
        var environment = receiver.Settings;
        environment["DATABASE_URL"] = database.OwnerConnectionString;

        using var process = LecternProcess.Start(environment, ["db", "up", "--scripts", folder.Path]);
        var run = await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(exitCode, run.ExitCode);
        string metrics = receiver.Text("metrics");
        Assert.Contains("lectern.database.migration.duration", metrics, StringComparison.Ordinal);
        Assert.Contains("lectern-migrations", metrics, StringComparison.Ordinal);
        Assert.Contains(outcome, metrics, StringComparison.Ordinal);
    }
}
