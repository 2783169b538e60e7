using System.Net;
using System.Text.RegularExpressions;
using Lectern.LocalPostgres;
using Lectern.Testing.Pages;
using Xunit;

namespace Lectern.LocalHost.Tests;

/// <summary>What README and docs/first-requests.md promise for the first minutes.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly int _port = LocalHostProcess.FreePort();

    [Fact]
    public async Task Every_command_of_the_first_requests_gets_the_answer_that_is_shown()
    {
        await using var host = await LocalHostProcess.StartAsync(_port, _data.Path);
        var conversation = PageCommand.Read("docs/first-requests.md");
        Assert.InRange(conversation.Count, 5, 50);
        // The page's commands use the ids of its answers.
        var ids = new Dictionary<string, string>();

        foreach (var (written, shown) in conversation)
        {
            string command = written.Replace("localhost:7071", $"localhost:{_port}", StringComparison.Ordinal);
            foreach (var (id, actual) in ids)
            {
                command = command.Replace(id, actual, StringComparison.Ordinal);
            }

            string answer = (await RunAsync(command)).Replace(
                $"localhost:{_port}", "localhost:7071", StringComparison.Ordinal);

            PageOutput.AssertShown(shown!, answer);
            foreach (var (id, actual) in PageOutput.IdsOf(shown!).Zip(PageOutput.IdsOf(answer)))
            {
                ids[id] = actual;
            }
        }
    }

    [Fact]
    public async Task The_start_prints_the_lines_that_README_shows()
    {
        var start = Assert.Single(PageCommand.Read("README.md"));
        Assert.Equal("dotnet run --project src/LocalHost", start.Text);

        await using var host = await LocalHostProcess.StartAsync(_port, _data.Path);

        string[] printed = [.. $"{host.Error}\n{host.Output}".Split('\n').Select(LineShape)];
        Assert.All(
            start.Output!.Split('\n').Where(line => line != "…"),
            line => Assert.Contains(LineShape(line), printed));
    }

    [Fact]
    public async Task The_addresses_that_it_prints_answer_a_browser_and_curl()
    {
        await using var host = await LocalHostProcess.StartAsync(_port, _data.Path, "--no-demo");
        using var noRedirects = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(noRedirects);

        string[] addresses = [.. Address().Matches($"{host.Error}\n{host.Output}").Select(match => match.Value)];

        Assert.Equal(2, addresses.Length);
        foreach (string address in addresses)
        {
            using var answer = await client.GetAsync(new Uri(address), TestContext.Current.CancellationToken);
            Assert.Equal((address, HttpStatusCode.OK), (address, answer.StatusCode));
            Assert.NotEmpty(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    public void Dispose() => _data.Dispose();

    private static Task<string> RunAsync(string command) =>
        Shell.RunAsync(new("sh", ["-c", command]), TestContext.Current.CancellationToken);

    // Versions, folders and ports differ from machine to machine.
    private static string LineShape(string line) => MachineText().Replace(PageOutput.ShapeOf(line), "MACHINE");

    [GeneratedRegex(@"PostgreSQL .*, data in .*|(?<=@127\.0\.0\.1:)\d+|(?<=passfile=)[^""]+|(?<=localhost:)\d+")]
    private static partial Regex MachineText();

    [GeneratedRegex(@"http://localhost:\S+")]
    private static partial Regex Address();
}
