using System.Net;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Http;

public sealed class HealthTests(TestServer server)
{
    [Fact]
    public async Task With_a_migrated_database_the_instance_is_live_and_ready_and_tells_its_status()
    {
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();

        Assert.Equal("""{"status":"live"}""", (await api.GetAsync("health/live")).Text);
        Assert.Equal("""{"status":"ready"}""", (await api.GetAsync("health/ready")).Text);
        var status = (await api.GetAsync("status")).Json;
        Assert.StartsWith("00", (string)status["schema"]!, StringComparison.Ordinal);
        Assert.Equal("Finished", (string?)status["migrations"]![0]!["status"]);
        Assert.True((long)status["migrations"]![0]!["scripts"]! > 5);
        Assert.True((long)status["pool"]!["max"]! > 0, status.ToJsonString());
        Assert.True((long)status["uptimeSeconds"]! >= 0);
    }

    [Fact]
    public async Task A_schema_behind_the_build_is_not_ready_and_says_which_script_is_missing()
    {
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();
        await using var data = NpgsqlDataSource.Create(api.Database.OwnerConnectionString);
        await using var forget = data.CreateCommand(
            """delete from grate."ScriptsRun" where script_name = '0002_create_users.sql'""");
        await forget.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var answer = (await api.GetAsync("health/ready")).AssertProblem(503, "database-unavailable");

        Assert.Contains("0002_create_users.sql", (string)answer.Json["detail"]!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("health/live")).Status);
    }

    [Fact]
    public async Task A_database_that_nobody_migrated_is_not_ready()
    {
        await using var api = new EmptyApi(server);
        await api.InitializeAsync();

        (await api.GetAsync("health/ready")).AssertProblem(503, "database-unavailable");
    }

    [Fact]
    public async Task An_exhausted_pool_is_not_ready_within_about_a_second()
    {
        await using var api = new NarrowApi(server);
        await api.InitializeAsync();
        var (path, _) = await Students.NewStudent.CreateAsync(api);
        await using var held = await HeldLock.OfRowsAsync(api, "students");
        var blocked = api.PatchAsync(path, """{"grade":1}""");

        HttpStatusCode ready;
        do
        {
            ready = (await api.GetAsync("health/ready")).Status;
        }
        while (ready == HttpStatusCode.OK && !blocked.IsCompleted);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready);
        await held.ReleaseAsync();
        await blocked;
    }

    private sealed class NarrowApi(TestServer server) : SchoolApi(server)
    {
        protected override string Tuning => ";Maximum Pool Size=1";
    }

    private sealed class EmptyApi(TestServer server) : SchoolApi(server)
    {
        protected override Dictionary<string, string?> Settings => new()
        {
            ["AUTHENTICATION"] = "development",
            ["DATABASE_URL"] = Server.ConnectionString("lectern_app", "lectern"),
        };
    }
}
