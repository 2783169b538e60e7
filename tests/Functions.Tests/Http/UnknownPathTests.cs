using System.Net;
using System.Net.Sockets;
using System.Text;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>What no function answers is a problem: 404, or 405 where the path takes other methods.</summary>
public sealed class UnknownPathTests(TestServer server, SchoolApi api) : IClassFixture<SchoolApi>
{
    private const string Id = "0198e5a1-7320-783a-8dd8-eb4e26206a55";

    [Theory]
    [InlineData("GET", "nowhere")]
    [InlineData("GET", "nowhere/")]
    [InlineData("GET", "a/b/c/d/e/f/g/h")]
    [InlineData("GET", "nowhere?limit=1&limit=2")]
    [InlineData("POST", "nowhere")]
    [InlineData("DELETE", "students/7")]
    [InlineData("PATCH", $"students/{Id}x")]
    [InlineData("OPTIONS", "nowhere")]
    [InlineData("BREW", "nowhere")]
    [InlineData("GET", "students/%2e%2e%2fabout")]
    [InlineData("GET", "Gr%C3%BC%C3%9Fe/%F0%9F%98%80")]
    [InlineData("GET", "%7Bid%7D/%7B*path%7D")]
    [InlineData("GET", "zzUnknown")]
    [InlineData("GET", "conversations/%2500x/messages")]
    [InlineData("PUT", "%2573tudents")]
    public async Task An_unknown_path_is_not_found_whatever_the_method(string method, string path) =>
        (await api.SendAsync(new(method), path, null)).AssertProblem(404, "not-found");

    [Theory]
    [InlineData("PUT", "students", "GET, HEAD, POST")]
    [InlineData("DELETE", "STUDENTS/", "GET, HEAD, POST")]
    [InlineData("DELETE", "students?sort=fullName", "GET, HEAD, POST")]
    [InlineData("POST", $"students/{Id}", "DELETE, GET, HEAD, PATCH")]
    [InlineData("OPTIONS", $"students/{Id}", "DELETE, GET, HEAD, PATCH")]
    [InlineData("BREW", $"students/{Id}", "DELETE, GET, HEAD, PATCH")]
    [InlineData("GET", "students/bulk", "POST")]
    [InlineData("GET", $"subscriptions/{Id}/pause", "DELETE, PUT")]
    [InlineData("DELETE", "about", "GET, HEAD")]
    [InlineData("DELETE", "docs/swagger-ui.css", "GET, HEAD")]
    [InlineData("TRACE", "health/live", "GET, HEAD")]
    public async Task A_method_that_the_path_does_not_take_is_refused_with_those_that_it_takes(
        string method, string path, string allowed)
    {
        var answer = await api.SendAsync(new(method), path, null);

        answer.AssertProblem(405, "method-not-allowed");
        Assert.Equal(allowed, string.Join(", ", answer.Response.Content.Headers.Allow));
    }

    [Fact]
    public async Task HEAD_is_refused_like_any_other_method_without_a_body()
    {
        var unknown = await api.SendAsync(HttpMethod.Head, "nowhere", null);
        var wrong = await api.SendAsync(HttpMethod.Head, "students/bulk", null);

        Assert.Equal((HttpStatusCode.NotFound, ""), (unknown.Status, unknown.Text));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, ""), (wrong.Status, wrong.Text));
        Assert.Equal(["POST"], wrong.Response.Content.Headers.Allow);
    }

    [Fact]
    public async Task The_route_prefix_leads_nobody_on_who_does_not_read() =>
        Assert.Equal(HttpStatusCode.NotFound, (await api.PostAsync("", "{}")).Status);

    [Fact]
    public async Task A_refused_body_and_key_are_not_read_and_the_connection_serves_the_next_request()
    {
        string body = new('x', 100_000);

        (await api.PutAsync("nowhere", body, Money.Key)).AssertProblem(404, "not-found");
        (await api.PostAsync($"students/{Id}", body, Money.Key)).AssertProblem(405, "method-not-allowed");
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("about")).Status);
    }

    [Fact]
    public async Task Nobody_needs_to_sign_in_to_be_told_that_nothing_is_there()
    {
        await using var closed = new ClosedApi(server);
        await closed.InitializeAsync();

        (await closed.GetAsync("students")).AssertProblem(401, "unauthenticated");
        (await closed.GetAsync("nowhere")).AssertProblem(404, "not-found");
        (await closed.DeleteAsync("students")).AssertProblem(405, "method-not-allowed");
    }

    [Fact]
    public async Task A_path_that_no_client_would_send_is_not_found()
    {
        using var caller = new TcpClient();
        var stop = TestContext.Current.CancellationToken;
        await caller.ConnectAsync("127.0.0.1", api.Client.BaseAddress!.Port, stop);
        await caller.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes("GET /api//students//..//;x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
            stop);
        using var answer = new StreamReader(caller.GetStream());

        Assert.StartsWith("HTTP/1.1 404 ", await answer.ReadToEndAsync(stop), StringComparison.Ordinal);
    }

    /// <summary>The API as it is where nobody vouches for a caller.</summary>
    private sealed class ClosedApi(TestServer server) : SchoolApi(server)
    {
        protected override Dictionary<string, string?> Settings => [];
    }
}
