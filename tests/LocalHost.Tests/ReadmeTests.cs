using System.Net;
using System.Text.RegularExpressions;
using Lectern.LocalPostgres;
using Lectern.Testing;
using Lectern.Testing.Pages;
using Xunit;

namespace Lectern.LocalHost.Tests;

/// <summary>What README promises for the first minutes.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly int _port = LocalHostProcess.FreePort();

    [Fact]
    public async Task Every_command_of_the_first_conversation_gets_the_answer_that_is_shown()
    {
        await using var host = await LocalHostProcess.StartAsync(_port, _data.Path);
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var conversation = PageCommand.Of(
            readme.Split("\n## ").Single(text => text.StartsWith("A first ", StringComparison.Ordinal)));
        Assert.InRange(conversation.Count, 5, 50);
        // README's commands use the ids of its answers.
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

    [GeneratedRegex(@"http://localhost:\S+")]
    private static partial Regex Address();
}
