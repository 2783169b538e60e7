using System.Net;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Lectern.Testing.Hosts;
using Xunit;

namespace Lectern.Functions.Tests.Http;

public sealed class LeastPrivilegeTests(TestServer server)
{
    /// <summary>Served with the role that may change the schema.</summary>
    private sealed class OwnersApi(TestServer server, string? allow) : SchoolApi(server)
    {
        protected override Dictionary<string, string?> Settings => new()
        {
            ["AUTHENTICATION"] = "development",
            ["DATABASE_URL"] = Database.OwnerConnectionString,
            ["ALLOW_PRIVILEGED_DATABASE_ROLE"] = allow,
        };
    }

    /// <summary>Started while the database lets nobody in.</summary>
    private sealed class EarlyApi(TestServer server, string role) : SchoolApi(server)
    {
        protected override Dictionary<string, string?> Settings
        {
            get
            {
                Sql.Execute(Database.SuperuserConnectionString, $"alter database {Database.Name} connection limit 0");
                return new()
                {
                    ["AUTHENTICATION"] = "development",
                    ["DATABASE_URL"] = Server.ConnectionString(role, Database.Name),
                };
            }
        }
    }

    [Fact]
    public async Task A_role_that_may_change_the_schema_stops_the_start_and_serves_nobody()
    {
        await using var api = new OwnersApi(server, allow: null);
        try
        {
            await api.InitializeAsync();
        }
        catch (Exception refused)
        {
            Assert.Contains("lectern_owner has too many rights", refused.Message, StringComparison.Ordinal);
            return;
        }

        // The worker looks at its role while the host loads its functions, and then ends.
        Assert.True(ApiHosts.IsWorker);
        using var client = new HttpClient { BaseAddress = api.Client.BaseAddress };
        using var answer = await client.GetAsync("students", TestContext.Current.CancellationToken);
        Assert.InRange((int)answer.StatusCode, 500, 503);
    }

    [Fact]
    public async Task With_the_setting_for_a_developers_machine_it_serves()
    {
        await using var api = new OwnersApi(server, allow: "true");

        await api.InitializeAsync();

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("health/ready")).Status);
    }

    [Theory]
    [InlineData("lectern_app", HttpStatusCode.OK)]
    [InlineData("lectern_owner", HttpStatusCode.ServiceUnavailable)]
    public async Task Where_the_database_was_down_at_start_the_role_is_looked_at_when_it_is_back(
        string role, HttpStatusCode whenBack)
    {
        await using var api = new EarlyApi(server, role);
        await api.InitializeAsync();

        (await api.GetAsync("students")).AssertProblem(503, "database-unavailable");
        (await api.GetAsync("health/ready")).AssertProblem(503, "database-unavailable");
        Sql.Execute(api.Database.SuperuserConnectionString, $"alter database {api.Database.Name} connection limit -1");

        Assert.Equal(whenBack, (await api.GetAsync("students")).Status);
        // It may be a second old.
        HttpStatusCode ready = default;
        for (int look = 0; look < 100 && ready != whenBack; look++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            ready = (await api.GetAsync("health/ready")).Status;
        }

        Assert.Equal(whenBack, ready);
    }
}
