using System.Net;
using System.Net.Sockets;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>A database that the API cannot get into: the answer is 503, at once, and never a fault of ours.</summary>
public sealed class UnreachableDatabaseTests(TestServer server)
{
    /// <summary>The API with a database that is not there: at a port where nobody listens, or nobody speaks.</summary>
    private sealed class LostApi(TestServer server, int port = 1) : SchoolApi(server)
    {
        protected override Dictionary<string, string?> Settings => new()
        {
            ["AUTHENTICATION"] = "development",
            ["DATABASE_URL"] = $"Host=127.0.0.1;Port={port};Username=lectern_app;Database=lectern;Timeout=1",
        };
    }

    /// <summary>The API with a server that is there and refuses; if nothing else, its database is not there.</summary>
    private sealed class RefusedApi(TestServer server, string role, string password) : SchoolApi(server)
    {
        private readonly string _server = server.ConnectionString("lectern_app", "missing");

        protected override Dictionary<string, string?> Settings => new()
        {
            ["AUTHENTICATION"] = "development",
            ["DATABASE_URL"] = new NpgsqlConnectionStringBuilder(_server)
            {
                Username = role,
                Password = password,
                Passfile = null,
            }.ConnectionString,
        };
    }

    [Fact]
    public async Task Without_a_database_the_answer_is_503_with_retry_after_and_the_index_still_works()
    {
        await using var api = new LostApi(server);
        await api.InitializeAsync();

        var answer = (await api.GetAsync("students")).AssertProblem(503, "database-unavailable");

        Assert.True(answer.Response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("about")).Status);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_503_with_retry_after()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var api = new LostApi(server, ((IPEndPoint)silent.LocalEndpoint).Port);
        await api.InitializeAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => api.GetAsync("students")));

        Assert.All(answers, answer => answer.AssertProblem(503, "database-unavailable"));
        Assert.All(answers, answer => Assert.True(answer.Response.Headers.RetryAfter?.Delta > TimeSpan.Zero));
    }

    [Theory]
    [InlineData("lectern_app", "wrong")]
    [InlineData("nobody", "wrong")]
    [InlineData("lectern_app", null)]
    public async Task A_server_that_does_not_let_the_api_in_is_503(string role, string? password)
    {
        await using var api = new RefusedApi(server, role, password ?? server.Password);
        await api.InitializeAsync();

        (await api.GetAsync("students")).AssertProblem(503, "database-unavailable");
    }
}
