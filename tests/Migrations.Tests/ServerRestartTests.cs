using Lectern.Migrations.Tests.Support;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Migrations.Tests;

/// <summary>The server shuts down during a run, fast or immediately, and starts again.</summary>
public sealed class ServerRestartTests(TestServer server)
{
    private const string Fast = "INT";
    private const string Immediate = "QUIT";

    [Theory]
    [InlineData(Fast)]
    [InlineData(Immediate)]
    public async Task The_next_run_ends_as_if_the_server_had_never_been_down(string shutdown)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        var token = TestContext.Current.CancellationToken;
        using var folder = Disturbance.Scripts();
        var expected = await Disturbance.UndisturbedAsync(server, folder);
        await using var own = await EmptyServer.StartAsync(token);

        // Three shutdowns in one database: between scripts, during one, and during one without a transaction.
        string[] moments = ["up/0001_t.sql", Disturbance.WithoutTransaction, $"{Disturbance.InTransaction} 12"];
        foreach (string moment in moments)
        {
            bool isDown = false;
            var options = folder.Options with
            {
                Progress = step =>
                {
                    string? now = (step as ScriptFinished)?.Script ?? (step as ServerNotice)?.Message;
                    if (!isDown && now == moment)
                    {
                        isDown = true;
                        ShutDown(own, shutdown);
                    }
                },
            };
            var exception = Assert.ThrowsAny<Exception>(
                () => new MigrationJob(options).Run(own.ConnectionString("postgres", "postgres"), token));
            Assert.True(isDown && exception is MigrationException or NpgsqlException, exception.ToString());
            await own.StartAgainAsync(token);
        }

        folder.Migrate(own.ConnectionString("postgres", "postgres"));
        Assert.Equal(expected, Disturbance.State(own.ConnectionString("postgres", "postgres")));
    }

    // The job is stopped meanwhile, so its next message finds no server.
    private static void ShutDown(EmptyServer server, string signal)
    {
        server.ShutDown(signal);
        try
        {
            while (true)
            {
                Sql.Execute(server.ConnectionString("postgres", "postgres"), "select 1");
            }
        }
        catch (NpgsqlException)
        {
            // The server accepts no connections any more.
        }
    }
}
