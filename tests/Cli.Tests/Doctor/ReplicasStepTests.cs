using Lectern.Cli.Doctor;
using Lectern.Testing;
using Xunit;

namespace Lectern.Cli.Tests.Doctor;

public sealed class ReplicasStepTests(TestServer server, TestReplica replica) : IClassFixture<TestReplica>
{
    [Fact]
    public async Task A_replica_that_keeps_up_is_no_fault_and_one_that_lags_is_one_one()
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
}
