using System.Net;
using System.Net.Http.Json;
using Xunit;

namespace Lectern.LocalHost.Tests;

/// <summary>A front end on another port of this machine, as a browser calls for it (WHATWG Fetch).</summary>
public sealed class FrontEndTests : IDisposable
{
    private const string Origin = "http://localhost:5173";

    private readonly TemporaryFolder _data = new();
    private readonly int _port = LocalHostProcess.FreePort();
    private readonly HttpClient _browser = new();

    [Fact]
    public async Task It_may_call_with_all_headers_of_the_contract_and_read_answers_and_errors()
    {
        await using var host = await LocalHostProcess.StartAsync(_port, _data.Path, "--no-demo");

        using var preflight = await SendAsync(
            HttpMethod.Options, "students", null, ("Access-Control-Request-Method", "PATCH"),
            ("Access-Control-Request-Headers", "content-type,if-match,idempotency-key,x-dev-role,x-dev-user"));
        using var page = await SendAsync(HttpMethod.Get, "students", null);
        using var invalid = await SendAsync(HttpMethod.Post, "students", JsonContent.Create(new { grade = 99 }));
        using var unknown = await SendAsync(HttpMethod.Get, "nowhere", null);
        using var forbidden = await SendAsync(HttpMethod.Get, "users", null, ("X-Dev-Role", "student"));

        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Contains("PATCH", Header(preflight, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Contains("X-Dev-User", Header(preflight, "Access-Control-Allow-Headers"), StringComparison.Ordinal);
        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity, HttpStatusCode.NotFound, HttpStatusCode.Forbidden],
            new[] { page, invalid, unknown, forbidden }.Select(answer => answer.StatusCode));
        Assert.All(
            [preflight, page, invalid, unknown, forbidden],
            answer => Assert.Equal(Origin, Header(answer, "Access-Control-Allow-Origin")));
        Assert.Contains("ETag", Header(invalid, "Access-Control-Expose-Headers"), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _browser.Dispose();
        _data.Dispose();
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, $"http://localhost:{_port}/api/{path}")
        {
            Content = content,
            Headers = { { "Origin", Origin } },
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await _browser.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
