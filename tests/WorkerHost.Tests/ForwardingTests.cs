using System.Net;
using System.Net.Http.Json;
using System.Text;

namespace Lectern.WorkerHost.Tests;

public sealed class ForwardingTests(SharedHost shared)
{
    private const int BigLengthBytes = 20 << 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Headers_reach_the_function_with_those_of_the_host()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/echo/7?a=b%20c");
        request.Headers.Add("X-Own", ["one", "two"]);
        request.Headers.Add("X-Forwarded-Host", "caller.example");
        request.Headers.Host = "api.example:8080";
        var response = await shared.Client.SendAsync(request, Token);
        var seen = await response.Content.ReadFromJsonAsync<Echoed>(Token);
        Assert.NotNull(seen);
        Assert.Equal(("GET", "/api/echo/7", "?a=b%20c"), (seen.Method, seen.Path, seen.Query));
        Assert.Equal("one, two", seen.Headers["x-own"]);
        Assert.True(Guid.TryParse(seen.Headers["x-ms-invocation-id"], out _));
        // The worker takes the forwarding headers off and applies them; the caller's own one was overwritten.
        Assert.Equal(("http", "api.example:8080", "127.0.0.1"), (seen.Scheme, seen.Host, seen.RemoteAddress));
        Assert.DoesNotContain("caller.example", seen.Headers.Values);
        Assert.True(seen.Headers.ContainsKey("x-original-host"));
    }

    [Fact]
    public async Task Invocation_and_request_carry_one_id_and_the_trace_of_the_caller()
    {
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/bind/1");
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        var response = await shared.Client.SendAsync(request, Token);
        var seen = await response.Content.ReadFromJsonAsync<RoutingTests.Bound>(Token);
        Assert.NotNull(seen);
        Assert.Equal(seen.InvocationHeader, seen.InvocationId);
        Assert.StartsWith($"00-{trace}-", seen.TraceParent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_big_body_passes_both_ways(bool chunked)
    {
        byte[] bytes = new byte[BigLengthBytes];
        Random.Shared.NextBytes(bytes);
        using var content = new ByteArrayContent(bytes);
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/body") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        var response = await shared.Client.SendAsync(request, Token);
        Assert.Equal(bytes, await response.Content.ReadAsByteArrayAsync(Token));
    }

    [Theory]
    [InlineData("{\"text\":\"\\ud800\"}")]
    [InlineData("{\"\\udc00\":1}")]
    [InlineData("{\"text\":")]
    public async Task A_body_that_is_no_JSON_or_no_Unicode_passes_as_it_is(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var echo = await shared.Client.PostAsync("api/body", content, Token);

        Assert.Equal(body, await echo.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task An_empty_body_and_an_empty_answer_pass()
    {
        var echo = await shared.Client.PostAsync("api/body", null, Token);
        Assert.Empty(await echo.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal(HttpStatusCode.NoContent, (await shared.Client.GetAsync("api/empty", Token)).StatusCode);
    }

    [Fact]
    public async Task A_streamed_answer_arrives_line_by_line()
    {
        // The function writes a line for each call of its neighbour. Were one held back, the next read would not end.
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/lines");
        var answering = shared.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        await SayAsync("line 0");
        using var response = await answering;
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
        for (int line = 0; line < 5; line++)
        {
            Assert.Equal($"line {line}", await ReadLineAsync(reader));
            await SayAsync($"line {line + 1}");
        }

        await SayAsync("end");
        Assert.Equal("line 5", await ReadLineAsync(reader));
        Assert.Null(await ReadLineAsync(reader));
    }

    [Fact]
    public async Task Two_hundred_requests_at_once_are_all_answered()
    {
        var ids = Enumerable.Range(0, 200).ToList();
        var answers = await Task.WhenAll(ids.Select(
            id => shared.Client.GetFromJsonAsync<RoutingTests.Bound>($"api/bind/{id}?filter=f{id}", Token)));
        Assert.Equal(ids.Select(id => (id, $"f{id}")), answers.Select(answer => (answer!.Id, answer.Filter!)));
    }

    private static Task<string?> ReadLineAsync(StreamReader reader) =>
        reader.ReadLineAsync(Token).AsTask().WaitAsync(SampleHost.Timeout, Token);

    private async Task SayAsync(string line) =>
        (await shared.Client.PostAsync($"api/lines/{line}", null, Token)).EnsureSuccessStatusCode();

    private sealed record Echoed(
        string Method, string Path, string Query, string Scheme, string Host, string? RemoteAddress,
        Dictionary<string, string> Headers);
}
