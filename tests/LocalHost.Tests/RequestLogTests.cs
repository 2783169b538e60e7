using System.Text.RegularExpressions;
using Lectern.Testing.Hosts;
using Xunit;

namespace Lectern.LocalHost.Tests;

/// <summary>The lines that LocalHost writes while it serves.</summary>
public sealed partial class RequestLogTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly int _port = LocalHostProcess.FreePort();
    private readonly HttpClient _client = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_request_is_one_short_line_without_values_of_the_query(bool onWorker)
    {
        string[] worker = onWorker ? ["--worker", WorkerApi.BuiltFolder] : [];

        string[] lines = await LinesAsync(
            worker, "students?q=s3cret&limit=2", "nowhere/%1B%5B31mred%0Aline%E2%80%AEfed",
            $"about/{new string('x', 5000)}");

        Assert.Equal(3, lines.Length);
        Assert.Matches(@"^GET /api/students 200 \d+ ms$", lines[0]);
        Assert.Matches(@"^GET /api/nowhere/\\u001B\[31mred\\u000Aline\\u202Efed 404 \d+ ms$", lines[1]);
        Assert.Matches(@"^GET /api/about/x{100,140}… 404 \d+ ms$", lines[2]);
    }

    [Fact]
    public async Task Quiet_writes_none() => Assert.Empty(await LinesAsync(["--quiet"], "students"));

    [Fact]
    public async Task With_sql_each_statement_is_a_line_before_its_request_without_parameter_values()
    {
        string[] lines = await LinesAsync(["--sql"], "students?q=s3cret", "users?limit=2");

        int request = Array.FindIndex(
            lines, line => line.StartsWith("GET /api/students 200", StringComparison.Ordinal));
        Assert.Contains(
            lines[..request], line => Statement().IsMatch(line) && line.Contains("@Pattern", StringComparison.Ordinal));
        Assert.DoesNotContain("s3cret", string.Concat(lines), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _client.Dispose();
        _data.Dispose();
    }

    /// <summary>The lines after the start that are no blank ones.</summary>
    private async Task<string[]> LinesAsync(string[] options, params string[] paths)
    {
        await using var host = await LocalHostProcess.StartAsync(_port, _data.Path, ["--no-demo", .. options]);
        foreach (string path in paths)
        {
            using var answer = await _client.GetAsync(
                new Uri($"http://localhost:{_port}/api/{path}"), TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, await host.StopAsync());
        Assert.DoesNotContain('\x1B', host.Error);
        return
        [
            .. host.Error.Split('\n')
                .SkipWhile(line => !line.StartsWith("The reference page", StringComparison.Ordinal))
                .Skip(1)
                .Where(line => line.Length > 0),
        ];
    }

    [GeneratedRegex(@"^  sql \d+ ms: select .* from students ")]
    private static partial Regex Statement();
}
