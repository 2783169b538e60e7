using System.Net;
using System.Net.Sockets;
using Lectern.DatabaseUrls;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Database.Tests;

/// <summary>Timeouts of the pool and of the server.</summary>
public sealed class ConnectionOpeningTests(TestServer server)
{
    [Fact]
    public async Task A_pool_without_a_free_connection_is_a_timeout()
    {
        await using var source = NpgsqlDataSource.Create(
            WithOneConnection(server.ConnectionString("lectern_app", "postgres")));
        await using var only = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);

        await AssertPoolAsync(source);
    }

    [Fact]
    public async Task Of_several_hosts_a_pool_without_a_free_connection_is_a_timeout_too()
    {
        string one = server.ConnectionString("lectern_app", "postgres");
        var host = new NpgsqlConnectionStringBuilder(one);
        await using var source = new NpgsqlDataSourceBuilder(
            WithOneConnection(new NpgsqlConnectionStringBuilder(one) { Host = $"{host.Host}:{host.Port},{host.Host}:1" }
                .ConnectionString)).BuildMultiHost();
        await using var only = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);

        await AssertPoolAsync(source);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    public async Task A_server_that_takes_the_call_and_says_nothing_is_not_to_be_reached(string separator)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        string host = $"127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}";
        // The same host twice is a URL with several hosts.
        await using var source = NpgsqlDataSource.Create(
            WithOneConnection($"Host={host}{separator}{(separator.Length > 0 ? host : "")};Username=lectern_app"));

        var failures = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Assert.ThrowsAsync<NpgsqlException>(
            () => ConnectionOpening.OpenAsync(source, TestContext.Current.CancellationToken))));

        Assert.Contains(failures, failure => failure.InnerException
            is SocketException { SocketErrorCode: SocketError.TimedOut });
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_not_asked_twice()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        int port = ((IPEndPoint)silent.LocalEndpoint).Port;
        await using var database = ApplicationDatabase.Create(
            DatabaseUrl.Parse(WithOneConnection($"Host=127.0.0.1;Port={port};Username=lectern_app")), new());

        await Assert.ThrowsAsync<NpgsqlException>(() => database.WarmUpAsync(TestContext.Current.CancellationToken));

        using var first = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        Assert.False(silent.Pending());
    }

    private static string WithOneConnection(string connectionString) =>
        connectionString + ";Maximum Pool Size=1;Timeout=1";

    private static async Task AssertPoolAsync(NpgsqlDataSource source)
    {
        var failure = await Assert.ThrowsAsync<NpgsqlException>(
            () => ConnectionOpening.OpenAsync(source, TestContext.Current.CancellationToken));

        Assert.IsType<TimeoutException>(failure.InnerException);
    }
}
