using Lectern.Database.Doctor;
using Lectern.DatabaseUrls;
using Lectern.Testing;
using Xunit;

namespace Lectern.Database.Tests.Doctor;

public sealed class ReplicaTests(TestServer server, TestReplica replica) : IClassFixture<TestReplica>
{
    [Fact]
    public async Task A_replica_that_keeps_up_is_no_fault_and_one_that_lags_is()
    {
        await using var database = await server.CreateDatabaseAsync();
        await replica.CatchUpAsync();
        string url = replica.BothConnectionString("lectern_app", database.Name);

        var reports = await Examinations.ExamineAsync(url);
        reports.AssertHealthy();
        string finding = reports.Single(report => report.Step == "replicas").Finding;
        Assert.Contains("ms behind", finding, StringComparison.Ordinal);

        await replica.PauseAsync();
        await server.ExecuteAsync("set synchronous_commit = on; create schema lagging", database.Name);
        (await Examinations.ExamineAsync(new Examination
        {
            Url = url,
            LongestLag = TimeSpan.FromMilliseconds(200),
        })).AssertOnlyFault("replicas", "bytes are not replayed", "paused replay");
        await replica.ResumeAsync();
    }

    [Fact]
    public async Task A_url_that_names_the_replica_alone_has_no_primary() =>
        (await Examinations.ExamineAsync(new Examination { Url = replica.ConnectionString("lectern_app", "lectern") }))
            .AssertOnlyFault("replicas", "The server is a standby", "Add the primary");

    [Fact]
    public async Task Writes_go_to_the_primary_and_reads_that_may_lag_to_the_replica()
    {
        await using var database = ApplicationDatabase.Create(
            DatabaseUrl.Parse(replica.BothConnectionString("lectern_app", "lectern")), new());

        Assert.False(await database.WriteAsync(IsStandbyAsync, TestContext.Current.CancellationToken));
        Assert.False(await database.ReadAsync(IsStandbyAsync, TestContext.Current.CancellationToken));
        Assert.True(await database.ReadLaggingAsync(IsStandbyAsync, TestContext.Current.CancellationToken));

        // A standby ends a read that is in the way of what the primary has written, with 40001: the primary answers.
        Assert.False(await database.ReadLaggingAsync(
            async (connection, cancellationToken) => await IsStandbyAsync(connection, cancellationToken)
                && await ConflictAsync(connection, cancellationToken),
            TestContext.Current.CancellationToken));

        static async Task<bool> ConflictAsync(Npgsql.NpgsqlConnection connection, CancellationToken cancellationToken)
        {
            await using var command = new Npgsql.NpgsqlCommand(
                "do $$ begin raise sqlstate '40001'; end $$", connection);
            return await command.ExecuteNonQueryAsync(cancellationToken) == 0;
        }

        static async Task<bool> IsStandbyAsync(Npgsql.NpgsqlConnection connection, CancellationToken cancellationToken)
        {
            await using var command = new Npgsql.NpgsqlCommand("select pg_is_in_recovery()", connection);
            return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
        }
    }
}
