using Lectern.Cli.Doctor;
using Lectern.Testing;
using Xunit;

namespace Lectern.Cli.Tests.Doctor;

public sealed class PoolerTests(TestServer server)
{
    [Theory]
    [InlineData("transaction")]
    [InlineData("session")]
    public async Task A_pooler_that_the_url_does_not_mention(string poolMode)
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var pooler = await TestPooler.StartAsync(server, poolMode);

        (await Examinations.ExamineAsync(pooler.ConnectionString("lectern_app", database.Name)))
            .AssertOnlyFault("server", "behind a pooler", "pgbouncer=true");
    }

    [Fact]
    public async Task A_pooler_that_the_url_mentions_is_no_fault_and_migrations_must_not_use_it()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var pooler = await TestPooler.StartAsync(server);
        var examination = new Examination
        {
            Url = pooler.ConnectionString("lectern_app", database.Name) + ";pgbouncer=true",
            Scripts = Examinations.Scripts,
        };

        var reports = await Examinations.ExamineAsync(examination);
        reports.AssertHealthy();
        Assert.Equal(Verdict.Skipped, reports.Single(report => report.Step == "migration connection").Verdict);

        (await Examinations.ExamineAsync(examination with { MigrationUrl = database.OwnerConnectionString }))
            .AssertHealthy();
        (await Examinations.ExamineAsync(examination with
        {
            MigrationUrl = pooler.ConnectionString("lectern_owner", database.Name),
        })).AssertOnlyFault("migration connection", "A pooler answers", "the server's own address");
    }

    [Fact]
    public async Task A_url_that_mentions_a_pooler_where_there_is_none_is_a_warning()
    {
        await using var database = await server.CreateDatabaseAsync();

        var reports = await Examinations.ExamineAsync(database.ApplicationConnectionString + ";pgbouncer=true");

        reports.AssertHealthy();
        Assert.Equal(Verdict.Warning, reports.Single(report => report.Step == "server").Verdict);
    }
}
