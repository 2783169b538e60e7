using Lectern.Migrations.Running;
using Lectern.Migrations.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Migrations.Tests;

public sealed class JobLockTests(TestServer server)
{
    [Fact]
    public async Task A_job_that_waits_says_who_holds_the_lock_and_gives_up_in_time()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");
        using var holder = Sql.Open(database.OwnerConnectionString);
        Sql.Execute(holder, $"select pg_advisory_lock({JobLock.Key})");
        var events = new List<MigrationEvent>();
        var options = folder.Options with { LockWait = TimeSpan.FromMilliseconds(300), Progress = events.Add };

        var exception = Assert.Throws<MigrationException>(
            () => new MigrationJob(options).Run(database.OwnerConnectionString, TestContext.Current.CancellationToken));

        var waiting = Assert.Single(events.OfType<WaitingForJob>());
        Assert.Equal(holder.ProcessID, waiting.Holder.Pid);
        Assert.Equal(
            Sql.Scalar<string>(database.OwnerConnectionString, "select host(inet_client_addr())"), waiting.Holder.Host);
        Assert.Contains($"pid {holder.ProcessID}", exception.Message, StringComparison.Ordinal);
        Assert.Null(Sql.Scalar<string>(database.OwnerConnectionString, "select to_regclass('t')::text"));
    }

    [Fact]
    public async Task A_role_that_may_not_see_the_holders_session_is_told_its_pid()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");
        using var holder = Sql.Open(database.SuperuserConnectionString);
        Sql.Execute(holder, $"select pg_advisory_lock({JobLock.Key})");

        var running = new MigrationReport(folder.Options).Status(database.OwnerConnectionString).RunningJob;

        Assert.Equal(new JobLockHolder(holder.ProcessID, Host: null, Since: null), running);
        Assert.Equal(
            $"pid {holder.ProcessID}, of a role whose sessions this role may not see", running!.ToString());
    }

    [Fact]
    public async Task A_job_of_another_database_is_no_obstacle()
    {
        await using var one = await server.CreateEmptyDatabaseAsync();
        await using var other = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");
        using var holder = Sql.Open(one.OwnerConnectionString);
        Sql.Execute(holder, $"select pg_advisory_lock({JobLock.Key})");

        Assert.Single(folder.Migrate(other.OwnerConnectionString).ScriptsRun);
    }

    [Fact]
    public async Task Sixteen_jobs_at_once_apply_every_script_once_and_all_succeed()
    {
        using var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", "create table t (id int); insert into t values (1)")
            .Write("up/0002_i.sql", "-- lectern: no-transaction\ncreate index concurrently t_id on t (id)")
            .Write("views/v.sql", "create or replace view v as select id from t");
        for (int i = 3; i <= 12; i++)
        {
            folder.Write($"up/{i:0000}_row.sql", $"insert into t values ({i})");
        }

        for (int round = 0; round < LongTests.Choose(2, 20); round++)
        {
            await using var database = await server.CreateEmptyDatabaseAsync();
            // On a busy machine, sixteen processes that start at once need longer to connect than Npgsql waits.
            string connectionString = database.OwnerConnectionString.With(settings => settings.Timeout = 300);
            var jobs = Enumerable.Range(0, 16).Select(_ => JobProcess.Start(folder.Path, connectionString));

            Assert.All(jobs.ToList(), job => Assert.Equal((0, string.Empty), job.WaitForExit()));

            Assert.Equal(
                "11 11 13",
                Sql.Scalar<string>(database.OwnerConnectionString, """
                    select (select count(*) from t) || ' ' || (select count(distinct id) from t)
                        || ' ' || (select count(*) from "grate"."ScriptsRun")
                    """));
        }
    }
}
