using Lectern.Testing;
using Xunit;

namespace Lectern.Migrations.Tests;

/// <summary>A run that is killed, wherever it is, is finished by the next: nothing twice, nothing half.</summary>
public sealed class KillTests(TestServer server)
{
    // Beside the process's start, which takes about this long, the moments are spread over the run.
    private const int EarliestKillMs = 120;
    private const int LatestKillMs = 800;
    private const int MostRoundsPerInterruption = 10;

    private const string State = """
        select 'row ' || id || ' ' || note as line from t
        union all
        select 'script ' || row_number() over (order by id) || ' ' || script_name || ' ' || text_hash
        from "grate"."ScriptsRun"
        union all
        select 'index ' || indexrelid::regclass || ' ' || indisvalid from pg_index
        where indrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
        union all
        select 'column ' || table_name || '.' || column_name from information_schema.columns where table_schema = 'public'
        union all
        select 'progress ' || script from "grate"."LecternProgress"
        union all
        select 'version ' || status from "grate"."Version" where status = 'In Progress'
        order by line
        """;

    [Fact]
    public async Task A_job_that_is_killed_at_any_moment_is_finished_by_the_next()
    {
        using var folder = Scripts();
        var expected = await UndisturbedAsync(folder);
        var random = new Random(20261121);
        var interrupted = 0;

        // Only moments at which a job was really at work count; the others must end well all the same.
        var wanted = LongTests.Choose(6, 200);
        for (var round = 0; interrupted < wanted && round < wanted * MostRoundsPerInterruption; round++)
        {
            await using var database = await server.CreateEmptyDatabaseAsync();
            var moment = TimeSpan.FromMilliseconds(random.Next(EarliestKillMs, LatestKillMs));
            interrupted += round % 2 == 0
                ? KillProcess(folder, database, moment)
                : EndSession(folder, database, moment);

            folder.Migrate(database.OwnerConnectionString);

            Assert.Equal(expected, Sql.Column(database.OwnerConnectionString, State));
        }

        TestContext.Current.SendDiagnosticMessage($"{interrupted} runs were interrupted before their end");
        Assert.Equal(wanted, interrupted);
    }

    private static ScriptsFolder Scripts()
    {
        var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", "create table t (id int, note text); insert into t values (1, 'a');")
            .Write("up/0002_index.sql", """
                -- lectern: no-transaction
                set search_path = public;
                insert into t values (2, 'b');
                create index concurrently t_id on t (id);
                insert into t values (3, 'c');
                create index concurrently t_note on t (note);
                drop index concurrently t_note;
                vacuum t;
                """)
            .Write("views/v.sql", "create or replace view v as select id from t");
        for (var i = 4; i <= 20; i++)
        {
            folder.Write($"up/{i:0000}_row.sql", $"""
                insert into t values ({i}, 'first');
                select pg_sleep(0.01);
                insert into t values ({i}, 'second');
                """);
        }

        return folder;
    }

    private async Task<List<string>> UndisturbedAsync(ScriptsFolder folder)
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        folder.Migrate(database.OwnerConnectionString);
        return Sql.Column(database.OwnerConnectionString, State);
    }

    private static int KillProcess(ScriptsFolder folder, TestDatabase database, TimeSpan moment)
    {
        using var job = JobProcess.Start(folder.Path, database.OwnerConnectionString);
        Pause(moment);
        return job.Kill() ? 1 : 0;
    }

    // What a restart of the server and a cut network are to the job: its connection ends.
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

    // The moment is what the test varies: nothing is waited for.
    private static void Pause(TimeSpan moment) => TestContext.Current.CancellationToken.WaitHandle.WaitOne(moment);
}
