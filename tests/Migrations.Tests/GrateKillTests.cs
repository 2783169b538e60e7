using Lectern.Migrations.Grate;
using Lectern.Migrations.Tests.Support;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Migrations.Tests;

/// <summary>The job with grate, killed at any moment: the next job finishes, and no script is applied twice.</summary>
public sealed class GrateKillTests(TestServer server) : IClassFixture<GrateTool>
{
    private const int LatestKillMs = 6_000;
    private const int MostRoundsPerInterruption = 5;

    private const string StateQuery = """
        select 'row ' || id as line from t
        union all
        select 'script ' || script_name || ' ' || count(*) from "grate"."ScriptsRun"
        where one_time_script group by script_name
        union all
        select 'index ' || indexrelid::regclass || ' ' || indisvalid from pg_index where indrelid = 't'::regclass
        union all
        select 'version ' || status from "grate"."Version" where status = 'In Progress'
        order by line
        """;

    private static readonly string[] Finished =
    [
        "index t_id true", "row 1", "row 2", "row 3",
        "script 0001_t.sql 1", "script 0002_index.sql 1", "script 0003_row.sql 1", "script 0004_row.sql 1",
    ];

    [Fact]
    public async Task A_job_that_is_killed_at_any_moment_is_finished_by_the_next()
    {
        using var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", "create table t (id int); insert into t values (1); select pg_sleep(0.3);")
            .Write("up/0002_index.sql", """
                -- lectern: no-transaction
                drop index concurrently if exists t_id;
                create index concurrently t_id on t (id);
                """)
            .Write("up/0003_row.sql", "insert into t values (2); select pg_sleep(0.3);")
            .Write("up/0004_row.sql", "insert into t values (3); select pg_sleep(0.3);")
            .Write("permissions/p.sql", "grant select on t to public;");
        var random = new Random(20261127);
        int interrupted = 0;
        int wanted = LongTests.Choose(3, 30);
        for (int round = 0; interrupted < wanted && round < wanted * MostRoundsPerInterruption; round++)
        {
            await using var database = await server.CreateEmptyDatabaseAsync();
            using (var job = JobProcess.Start(folder.Path, database.OwnerConnectionString, "grate"))
            {
                // The test varies the moment, so it waits for no condition.
                await Task.Delay(random.Next(LatestKillMs), TestContext.Current.CancellationToken);
                interrupted += Kill(job, database, isJob: round % 2 == 0) ? 1 : 0;
            }

            Finish(folder, database);
            Assert.Equal(Finished, Sql.Column(database.OwnerConnectionString, StateQuery));
        }

        Assert.Equal(wanted, interrupted);
    }

    private static void Finish(ScriptsFolder folder, TestDatabase database)
    {
        var lines = new List<string>();
        var options = folder.Options with { Progress = step => lines.Add((step as GrateLine)?.Text ?? $"{step}") };
        try
        {
            new GrateEngine(options, GrateCommand.LocalTool)
                .Run(database.OwnerConnectionString, TestContext.Current.CancellationToken);
        }
        catch (MigrationException exception)
        {
            Assert.Fail($"{exception.Message}\n{string.Join('\n', lines)}");
        }
    }

    private static bool Kill(JobProcess job, TestDatabase database, bool isJob)
    {
        if (isJob)
        {
            return job.Kill();
        }

        bool wasRunning = GrateTool.Kill(new NpgsqlConnectionStringBuilder(database.OwnerConnectionString).Database!);
        return wasRunning && job.WaitForExit().ExitCode != 0;
    }
}
