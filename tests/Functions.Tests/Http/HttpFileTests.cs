using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>Sends the .http files beside the functions as an editor would, and holds the answers to their comments.</summary>
public sealed partial class HttpFileTests(TestServer server)
{
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Functions(), "*.http", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Functions(), file))];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_request_of_the_file_gets_the_status_that_the_file_expects(string file)
    {
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();
        var named = new Dictionary<string, Answer>();
        string text = await File.ReadAllTextAsync(Path.Combine(Functions(), file), TestContext.Current.CancellationToken);
        foreach (string block in text.Split("\n###").Skip(1))
        {
            string[] lines = block.Split('\n');
            int start = Array.FindIndex(lines, 1, line => line.Length > 0 && line[0] != '#');
            int blank = Array.FindIndex(lines, start, string.IsNullOrEmpty);
            var answer = await SendAsync(api, named, lines[start..blank], string.Join('\n', lines[blank..]).Trim());
            int expected = int.Parse(Comment(lines, "# expect ") ?? "0", null);
            Assert.True(expected == (int)answer.Status, $"{file}, {lines[0]}: {(int)answer.Status} {answer.Text}");
            if (Comment(lines, "# @name ") is { } name)
            {
                named[name] = answer;
            }
        }
    }

    private static async Task<Answer> SendAsync(
        SchoolApi api, Dictionary<string, Answer> named, string[] head, string body)
    {
        string[] first = Fill(head[0], named).Split(' ', 2);
        using var request = new HttpRequestMessage(new(first[0]), first[1]);
        var headers = head[1..].Select(line => Fill(line, named).Split(": ", 2)).ToList();
        if (body.Length > 0)
        {
            string mediaType = headers.Single(header => header[0] == "Content-Type")[1];
            request.Content = new StringContent(Fill(body, named), Encoding.UTF8, mediaType);
        }

        foreach (string[] header in headers.Where(header => header[0] != "Content-Type"))
        {
            Assert.True(request.Headers.TryAddWithoutValidation(header[0], header[1]));
        }

        var response = await api.Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return new(response.StatusCode, response,
            response.Content.Headers.ContentType?.MediaType == "text/event-stream"
                ? ""
                : await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Fills in what earlier answers said, and the base address of this test's own API.</summary>
    private static string Fill(string text, Dictionary<string, Answer> named) => Variable().Replace(
        text.Replace("{{base}}/", "", StringComparison.Ordinal),
        match => match.Groups["header"].Success
            ? named[match.Groups["name"].Value].Response.Headers.GetValues(match.Groups["header"].Value).Single()
            : match.Groups["member"].Value.Split('.').Aggregate(
                (JsonNode?)named[match.Groups["name"].Value].Json,
                (node, member) => node![member])!.ToString());

    private static string? Comment(string[] lines, string prefix) =>
        lines.FirstOrDefault(line => line.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];

    private static string Functions([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "src", "Functions"));

    [GeneratedRegex(@"\{\{(?<name>\w+)\.response\.(headers\.(?<header>[\w-]+)|body\.\$\.(?<member>[\w.]+))\}\}")]
    private static partial Regex Variable();
}
