using Lectern.Migrations.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Migrations.Tests;

/// <summary>The next run finishes a killed run: no script runs twice or stays half done.</summary>
public sealed class KillTests(TestServer server)
{
    // The start of the process takes about this long; the moments are spread over the run after it.
    private const int EarliestKillMs = 120;
    private const int LatestKillMs = 800;
    private const int MostRoundsPerInterruption = 10;

    [Fact]
    public async Task A_job_that_is_killed_at_any_moment_is_finished_by_the_next()
    {
        using var folder = Disturbance.Scripts();
        var expected = await Disturbance.UndisturbedAsync(server, folder);
        var random = new Random(20261121);
        int interrupted = 0;

        // Only moments at which a job was working count; the other runs must succeed too.
        int wanted = LongTests.Choose(6, 200);
        for (int round = 0; interrupted < wanted && round < wanted * MostRoundsPerInterruption; round++)
        {
            await using var database = await server.CreateEmptyDatabaseAsync();
            var moment = TimeSpan.FromMilliseconds(random.Next(EarliestKillMs, LatestKillMs));
            interrupted += round % 2 == 0
                ? KillProcess(folder, database, moment)
                : EndSession(folder, database, moment);

            folder.Migrate(database.OwnerConnectionString);

            Assert.Equal(expected, Disturbance.State(database.OwnerConnectionString));
        }

        TestContext.Current.SendDiagnosticMessage($"{interrupted} runs were interrupted before their end");
        Assert.Equal(wanted, interrupted);
    }

    private static int KillProcess(ScriptsFolder folder, TestDatabase database, TimeSpan moment)
    {
        using var job = JobProcess.Start(folder.Path, database.OwnerConnectionString);
        Pause(moment);
        return job.Kill() ? 1 : 0;
    }

    // For the job, a restart of the server and a network failure end its connection.
    private static int EndSession(ScriptsFolder folder, TestDatabase database, TimeSpan moment)
    {
        using var job = JobProcess.Start(folder.Path, database.OwnerConnectionString);
        Pause(moment);
        Sql.Execute(database.SuperuserConnectionString, """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and application_name = 'lectern migrations'
            """);
        return job.WaitForExit().ExitCode;
    }

    // The test varies the moment, so it waits for no condition.
    private static void Pause(TimeSpan moment) => TestContext.Current.CancellationToken.WaitHandle.WaitOne(moment);
}
