using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Lectern.LocalHost.Tests;

/// <summary>The requests that the tests send to the API of a LocalHost.</summary>
internal sealed class SchoolClient(int port) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = new($"http://localhost:{port}/api/") };

    /// <summary>Creates a student.</summary>
    /// <returns>The name, once the API has answered.</returns>
    public async Task<string> CreateAsync(string name)
    {
        using var answer = await _client.PostAsJsonAsync(
            "students", new { fullName = name, email = $"{Guid.NewGuid():N}@example.org" },
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return name;
    }

    /// <summary>Creates a student and retries with the same idempotency key until the API answers.</summary>
    public async Task CreateAgainAsync(string name)
    {
        string key = $"{Guid.NewGuid()}";
        HttpStatusCode? status = null;
        for (int attempt = 0; status != HttpStatusCode.Created; attempt++)
        {
            Assert.True(attempt < 100, $"No success in 100 attempts: {status}");
            using var request = new HttpRequestMessage(HttpMethod.Post, "students")
            {
                Content = JsonContent.Create(new { fullName = name, email = $"{key}@example.org" }),
                Headers = { { "Idempotency-Key", key } },
            };
            try
            {
                using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
                status = answer.StatusCode;
            }
            catch (HttpRequestException)
            {
                // The worker ended during the request; the key makes the next attempt safe.
            }
        }
    }

    /// <summary>Reads a page of students.</summary>
    public async Task<JsonNode> PageAsync(string query = "") =>
        (await _client.GetFromJsonAsync<JsonNode>($"students{query}", TestContext.Current.CancellationToken))!;

    /// <returns>The status of the answer to a request for the first page of students.</returns>
    public async Task<HttpStatusCode> StatusAsync()
    {
        using var answer = await _client.GetAsync("students", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    /// <summary>Counts the rows of a list that match a filter.</summary>
    public async Task<int> CountAsync(string list, string filter = "limit=1")
    {
        string rows = $"{list}?count=true&{filter}";
        return (int)(await _client.GetFromJsonAsync<JsonNode>(rows, TestContext.Current.CancellationToken))!["count"]!;
    }

    /// <returns>The names of the first page of students, oldest first.</returns>
    public async Task<string[]> NamesAsync() =>
        [.. (await PageAsync())["value"]!.AsArray().Select(student => (string)student!["fullName"]!)];

    public void Dispose() => _client.Dispose();
}
