using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Lectern.Functions.Tests.Support;

/// <summary>A response with its body read: status, headers, JSON.</summary>
public sealed record Answer(HttpStatusCode Status, HttpResponseMessage Response, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? ETag => Response.Headers.ETag?.ToString();

    /// <summary>
    /// Asserts that this is the problem of the contract, complete and telling nothing that it must not.
    /// </summary>
    public Answer AssertProblem(int status, string code)
    {
        Assert.Equal((status, code), ((int)Status, (string?)Json["code"]));
        Assert.Equal("application/problem+json", Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(status, (int?)Json["status"]);
        Assert.Equal($"urn:problem-type:lectern:{code}", (string?)Json["type"]);
        Assert.Equal(Decoded(Response.RequestMessage!.RequestUri!.AbsolutePath), Decoded((string)Json["instance"]!));
        foreach (string member in new[] { "title", "detail", "traceId" })
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)Json[member]), $"{member} is missing: {Text}");
        }

        foreach (string secret in new[] { "   at ", "Npgsql", "System.", "from students", "127.0.0.1", ".cs:" })
        {
            Assert.DoesNotContain(secret, (string)Json["detail"]!, StringComparison.Ordinal);
        }

        return this;
    }

    /// <summary>Twice: a path may hold percent signs of its own.</summary>
    private static string Decoded(string path) => Uri.UnescapeDataString(Uri.UnescapeDataString(path));

    public Answer AssertErrorAt(string path)
    {
        Assert.True(Json["errors"]?[path] is JsonArray { Count: > 0 }, $"No error at '{path}': {Text}");
        return this;
    }
}

/// <summary>Requests as a caller writes them.</summary>
public static class Requests
{
    public static Task<Answer> GetAsync(this SchoolApi api, string path, params (string, string)[] headers) =>
        api.SendAsync(HttpMethod.Get, path, null, headers);

    public static Task<Answer> DeleteAsync(this SchoolApi api, string path, params (string, string)[] headers) =>
        api.SendAsync(HttpMethod.Delete, path, null, headers);

    public static Task<Answer> PostAsync(
        this SchoolApi api, string path, string json, params (string, string)[] headers) =>
        api.SendAsync(HttpMethod.Post, path, Json(json, "application/json"), headers);

    public static Task<Answer> PatchAsync(
        this SchoolApi api, string path, string json, params (string, string)[] headers) =>
        api.SendAsync(HttpMethod.Patch, path, Json(json, "application/merge-patch+json"), headers);

    public static Task<Answer> PutAsync(
        this SchoolApi api, string path, string? json, params (string, string)[] headers) =>
        api.SendAsync(HttpMethod.Put, path, json is null ? null : Json(json, "application/json"), headers);

    /// <summary>The ids of a list's first page.</summary>
    public static async Task<List<string>> IdsAsync(
        this SchoolApi api, string path, params (string, string)[] headers)
    {
        var answer = await api.GetAsync(path, headers);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return [.. answer.Json["value"]!.AsArray().Select(row => (string)row!["id"]!)];
    }

    /// <summary>Asserts that of several at once one succeeded and the others got this problem.</summary>
    public static Answer AssertOneWon(this Answer[] answers, int status, string code)
    {
        var winner = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer != winner), answer => answer.AssertProblem(status, code));
        return winner;
    }

    public static async Task<Answer> SendAsync(
        this SchoolApi api, HttpMethod method, string path, HttpContent? body,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new(response.StatusCode, response,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public static StringContent Json(string json, string mediaType) => new(json, Encoding.UTF8, mediaType);
}
