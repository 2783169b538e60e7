using System.Text;
using System.Text.RegularExpressions;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>
/// Sends the .http files beside the functions as an editor would, and holds the answers to their comments.
/// </summary>
public sealed class HttpFileTests(TestServer server)
{
    public static TheoryData<string> Files => [.. HttpFile.Names];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_request_of_the_file_gets_the_status_that_the_file_expects_also_when_sent_again(string file)
    {
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();
        var requests = HttpFile.Read(file);

        foreach (int time in new[] { 1, 2 })
        {
            var answers = new HttpFileVariables();
            foreach (var request in requests)
            {
                var answer = await SendAsync(api, request, answers);
                Assert.True(
                    request.Expected.Contains((int)answer.Status),
                    $"{file}, time {time}, {request.Title}: {(int)answer.Status} {answer.Text}");
                if (request.Name is not null)
                {
                    answers[request.Name] = answer;
                }
            }
        }
    }

    [Fact]
    public async Task Every_operation_of_the_api_stands_in_a_file()
    {
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();
        var operations = (await api.GetAsync("openapi.json")).Json["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => (Method: operation.Key, Path: path.Key)))
            .ToList();

        var shown = HttpFile.Names.SelectMany(HttpFile.Read)
            .Select(request => operations
                .Where(operation => operation.Method.Equals(request.Method, StringComparison.OrdinalIgnoreCase)
                    && IsPathOf(operation.Path, request.Url))
                // A word stands for itself before it stands for anything: /export is no {id}.
                .MinBy(operation => operation.Path.Count(character => character == '{')));

        Assert.Empty(operations.Except(shown));
    }

    private static bool IsPathOf(string template, string url)
    {
        string pattern = Regex.Replace(template, @"\{\w+\}", "[^/?]+");
        return Regex.IsMatch(url.Replace("{{base}}", "", StringComparison.Ordinal), $@"^{pattern}(\?|$)");
    }

    private static async Task<Answer> SendAsync(SchoolApi api, HttpFileRequest written, HttpFileVariables answers)
    {
        using var request = new HttpRequestMessage(new(written.Method), answers.Fill(written.Url));
        var headers = written.Headers.Select(line => answers.Fill(line).Split(": ", 2)).ToList();
        if (written.Body.Length > 0)
        {
            string mediaType = headers.Single(header => header[0] == "Content-Type")[1];
            request.Content = new StringContent(answers.Fill(written.Body), Encoding.UTF8, mediaType);
        }

        foreach (string[] header in headers.Where(header => header[0] != "Content-Type"))
        {
            Assert.True(request.Headers.TryAddWithoutValidation(header[0], header[1]));
        }

        var response = await api.Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            // It would go on; who has seen that it begins may leave.
            response.Dispose();
            return new(response.StatusCode, response, "");
        }

        return new(
            response.StatusCode, response,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
