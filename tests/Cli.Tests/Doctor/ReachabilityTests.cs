using System.Net;
using System.Net.Sockets;
using Lectern.Cli.Doctor;
using Lectern.Testing;
using Xunit;

namespace Lectern.Cli.Tests.Doctor;

/// <summary>Faults on the way to the server: the steps url, dns and tcp.</summary>
public sealed class ReachabilityTests(TestServer server)
{
    [Fact]
    public async Task A_healthy_database_has_no_fault_and_every_step_runs()
    {
        await using var database = await server.CreateDatabaseAsync();

        var reports = await Examinations.ExamineAsync(database.ApplicationConnectionString);

        Assert.All(reports, report => Assert.True(report.Verdict is Verdict.Ok or Verdict.Warning, report.ToString()));
        Assert.DoesNotContain(reports, report =>
            report.ToString().Contains(server.Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_changes_nothing_so_it_works_on_a_read_only_database()
    {
        await using var database = await server.CreateDatabaseAsync();
        await server.ExecuteAsync($"alter database {database.Name} set default_transaction_read_only = on");

        (await Examinations.ExamineAsync(database.ApplicationConnectionString)).AssertHealthy();
    }

    [Fact]
    public async Task A_url_that_cannot_be_read_is_the_fault_of_its_own_step()
    {
        var reports = await Examinations.ExamineAsync("postgresql://ada:hunter2%@db");

        reports.AssertOnlyFault("url", "%", "%25");
        Assert.DoesNotContain(reports, report => report.ToString().Contains("hunter2", StringComparison.Ordinal));
        Assert.All(reports.Skip(1), report => Assert.Equal(Verdict.Skipped, report.Verdict));
    }

    [Fact]
    public async Task A_name_without_an_address() =>
        (await Examinations.ExamineAsync("postgresql://ada@no-such-host.invalid/school"))
            .AssertOnlyFault("dns", "no-such-host.invalid", "Correct the host");

    [Fact]
    public async Task A_server_that_is_down()
    {
        string url;
        await using (var gone = await TlsServer.StartAsync("localhost", DateTimeOffset.UtcNow.AddDays(30)))
        {
            url = gone.ConnectionString("lectern_app");
            (await Examinations.ExamineAsync(new Examination { Url = url })).AssertHealthy();
        }

        (await Examinations.ExamineAsync(url)).AssertOnlyFault("tcp", "Nothing listens", "Start the server");
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("")]
    public async Task A_wrong_port_where_another_program_listens(string answer)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        var answering = AnswerAsync();
        string url = server.ConnectionString("lectern_app", "lectern").With(connection => connection.Port = port);

        (await Examinations.ExamineAsync(url)).AssertOnlyFault("tcp", "is not PostgreSQL", "Correct the port");
        await answering;

        async Task AnswerAsync()
        {
            using var client = await other.AcceptSocketAsync(TestContext.Current.CancellationToken);
            await client.SendAsync(System.Text.Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
        }
    }
}
