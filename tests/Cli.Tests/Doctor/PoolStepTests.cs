using Lectern.Cli.Doctor;
using Lectern.Testing;
using Xunit;

namespace Lectern.Cli.Tests.Doctor;

public sealed class PoolStepTests(TestServer server)
{
    [Theory]
    [InlineData("", "need 800 connections", "Set DATABASE_POOL_SIZE to 7")]
    [InlineData(";Maximum Pool Size=8", "need 320 connections", "Set DATABASE_POOL_SIZE to 7")]
    public async Task Pools_that_are_larger_than_the_server_allows(string inUrl, string finding, string remedy)
    {
        await using var database = await server.CreateDatabaseAsync();

        // The test server has 300 connections: 3 for superusers, 5 in reserve.
        (await Examinations.ExamineAsync(new Examination
        {
            Url = database.ApplicationConnectionString + inUrl,
            Scripts = Examinations.Scripts,
            Settings = new() { PoolSize = 20, MaxInstances = 40 },
        })).AssertOnlyFault("pool", finding, remedy);
    }

    [Fact]
    public async Task A_pool_that_is_larger_than_the_databases_own_limit()
    {
        await using var database = await server.CreateDatabaseAsync();
        await server.ExecuteAsync($"alter database {database.Name} connection limit 12");

        (await Examinations.ExamineAsync(database.ApplicationConnectionString))
            .AssertOnlyFault("pool", "the server has 12 for them", "Set DATABASE_POOL_SIZE to 12");
    }
}
