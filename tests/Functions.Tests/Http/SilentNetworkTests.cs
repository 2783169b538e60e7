using System.Diagnostics;
using System.Net;
using Lectern.Functions.Tests.Students;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>
/// A network that drops packets while connections stay open. Npgsql's cancel request then waits for the connect
/// timeout, which is far longer here than the command timeout.
/// </summary>
public sealed class SilentNetworkTests(TestServer server) : IDisposable
{
    private const int ConnectTimeoutSeconds = 40;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly SilentProxy _proxy =
        new(new NpgsqlConnectionStringBuilder(server.ConnectionString("lectern_app", "postgres")).Port);

    private sealed class FarApi(TestServer server, int port) : SchoolApi(server)
    {
        protected override string Tuning => FarTuning(port);

        protected override Dictionary<string, string?> Settings => FarSettings(base.Settings);
    }

    private sealed class InProcessFarApi(TestServer server, int port) : InProcessApi(server)
    {
        protected override string Tuning => FarTuning(port);

        protected override Dictionary<string, string?> Settings => FarSettings(base.Settings);
    }

    [Theory]
    [InlineData("GET", false)]
    [InlineData("PATCH", false)]
    [InlineData("POST", false)]
    [InlineData("POST", true)]
    public async Task A_request_is_answered_soon_after_the_command_timeout(string method, bool hasKey)
    {
        await using var api = new FarApi(server, _proxy.Port);
        await api.InitializeAsync();
        var (path, _) = await NewStudent.CreateAsync(api);
        _proxy.BecomeSilent();
        var time = Stopwatch.StartNew();

        var answer = method switch
        {
            "GET" => await api.GetAsync(path),
            "PATCH" => await api.PatchAsync(path, """{"grade":1}"""),
            _ => await api.PostAsync("students", NewStudent.Body(), hasKey ? [Money.Key] : []),
        };

        answer.AssertProblem(504, "database-timeout");
        Assert.InRange(time.Elapsed, TimeSpan.Zero, Limit);
    }

    [Fact]
    public async Task Many_requests_are_answered_as_soon_as_one()
    {
        const int requests = 12;
        await using var api = new FarApi(server, _proxy.Port);
        await api.InitializeAsync();
        var (path, _) = await NewStudent.CreateAsync(api);
        // Requests that wait for the same row open a connection each.
        await using (var holder = NpgsqlDataSource.Create(api.Database.OwnerConnectionString))
        await using (var connection = await holder.OpenConnectionAsync(TestContext.Current.CancellationToken))
        await using (var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        await using (var hold = new NpgsqlCommand("select 1 from students for update", connection, transaction))
        {
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await Task.WhenAll(Enumerable.Range(0, requests).Select(_ => api.PatchAsync(path, """{"grade":1}""")));
        }

        _proxy.BecomeSilent();
        var time = Stopwatch.StartNew();

        var answers = await Task.WhenAll(Enumerable.Range(0, requests).Select(_ => api.GetAsync(path)));

        Assert.All(answers, answer => answer.AssertProblem(504, "database-timeout"));
        Assert.InRange(time.Elapsed, TimeSpan.Zero, Limit);
    }

    [Fact]
    public async Task A_stop_answers_the_request_that_waits()
    {
        await using var api = new InProcessFarApi(server, _proxy.Port);
        await api.InitializeAsync();
        var (path, _) = await NewStudent.CreateAsync(api);
        _proxy.BecomeSilent();
        var waiting = api.GetAsync(path);
        await _proxy.Lost;

        await api.App.StopAsync(TestContext.Current.CancellationToken);

        (await waiting).AssertProblem(504, "database-timeout");
    }

    [Fact]
    public async Task The_api_works_again_when_the_network_does()
    {
        await using var api = new InProcessFarApi(server, _proxy.Port);
        await api.InitializeAsync();
        var (path, _) = await NewStudent.CreateAsync(api);
        _proxy.BecomeSilent();
        (await api.GetAsync(path)).AssertProblem(504, "database-timeout");
        _proxy.Recover();

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(path)).Status);
    }

    public void Dispose() => _proxy.Dispose();

    private static string FarTuning(int port) => $";Port={port}";

    private static Dictionary<string, string?> FarSettings(Dictionary<string, string?> settings) => new(settings)
    {
        ["DATABASE_COMMAND_TIMEOUT_SECONDS"] = "1",
        ["DATABASE_CONNECT_TIMEOUT_SECONDS"] = $"{ConnectTimeoutSeconds}",
    };
}
