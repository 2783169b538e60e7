using System.Net;
using Lectern.Functions.Tests.Support;
using Lectern.LocalHost;
using Lectern.Testing;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>Which web pages may call, as a browser asks for it (WHATWG Fetch, "HTTP CORS protocol").</summary>
public sealed class CorsTests(TestServer server, SchoolApi development) : IClassFixture<SchoolApi>
{
    private const string AllowOrigin = "Access-Control-Allow-Origin";
    private const string School = "https://school.example";

    [Theory]
    [InlineData("http://localhost:5173")]
    [InlineData("https://localhost")]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://[::1]:3000")]
    public async Task In_development_every_page_on_this_machine_may_call(string origin)
    {
        var answer = await development.GetAsync("about", ("Origin", origin));
        var preflight = await PreflightAsync(development, "students", origin, "POST", "content-type,x-dev-role");

        Assert.Equal([origin], Values(answer, AllowOrigin));
        Assert.Equal((HttpStatusCode.NoContent, ""), (preflight.Status, preflight.Text));
        Assert.Equal([origin], Values(preflight, AllowOrigin));
    }

    [Theory]
    [InlineData("https://localhost.example")]
    [InlineData("http://127.0.0.2")]
    [InlineData("https://school.example")]
    [InlineData("file://localhost")]
    [InlineData("http://x@localhost")]
    [InlineData("null")]
    public async Task In_development_a_page_from_elsewhere_may_not(string origin)
    {
        Assert.Empty(Values(await development.GetAsync("about", ("Origin", origin)), AllowOrigin));
        Assert.Empty(Values(await PreflightAsync(development, "students", origin, "POST"), AllowOrigin));
    }

    [Theory]
    [InlineData($"{School}, http://localhost:5173", School, true)]
    [InlineData($"{School}, http://localhost:5173", "http://localhost:5173", true)]
    [InlineData("HTTPS://School.Example", School, true)]
    [InlineData($"{School}, http://localhost:5173", "http://localhost:8080", false)]
    [InlineData($"{School}, http://localhost:5173", "http://school.example", false)]
    [InlineData("", School, false)]
    [InlineData(null, "http://localhost:5173", false)]
    public async Task Elsewhere_the_pages_of_the_setting_may_call_and_no_other(
        string? setting, string origin, bool isAllowed)
    {
        await using var api = new DeployedApi(server, setting);
        await api.InitializeAsync();
        string[] expected = isAllowed ? [origin] : [];

        Assert.Equal(expected, Values(await api.GetAsync("about", ("Origin", origin)), AllowOrigin));
        Assert.Equal(expected, Values(await PreflightAsync(api, "students", origin, "GET"), AllowOrigin));
    }

    [Fact]
    public async Task A_pre_flight_request_needs_no_caller_and_lists_what_the_api_uses()
    {
        await using var api = new DeployedApi(server, School);
        await api.InitializeAsync();

        foreach (string path in new[] { "students", $"students/{Guid.NewGuid()}", "about", "nowhere" })
        {
            var answer = await PreflightAsync(api, path, School, "PATCH", "authorization,if-match,traceparent");

            Assert.Equal(HttpStatusCode.NoContent, answer.Status);
            Assert.Equal(
                "GET,HEAD,POST,PUT,PATCH,DELETE", Assert.Single(Values(answer, "Access-Control-Allow-Methods")));
            Assert.Equal(
                "Authorization,Content-Type,Idempotency-Key,If-Match,If-None-Match,Last-Event-ID,"
                + "traceparent,tracestate",
                Assert.Single(Values(answer, "Access-Control-Allow-Headers")));
            Assert.Equal(["600"], Values(answer, "Access-Control-Max-Age"));
            Assert.Empty(Values(answer, "Access-Control-Allow-Credentials"));
        }
    }

    [Theory]
    [InlineData("about", 200)]
    [InlineData("students", 401)]
    [InlineData("nowhere", 404)]
    [InlineData("about?x=1", 400)]
    public async Task A_page_may_read_every_answer_also_a_problem_and_the_headers_of_the_contract(
        string path, int status)
    {
        await using var api = new DeployedApi(server, School);
        await api.InitializeAsync();

        var answer = await api.GetAsync(path, ("Origin", School));

        Assert.Equal(status, (int)answer.Status);
        Assert.Equal([School], Values(answer, AllowOrigin));
        Assert.Equal(
            "ETag,Idempotency-Replayed,Location,Retry-After",
            Assert.Single(Values(answer, "Access-Control-Expose-Headers")));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("school.example")]
    [InlineData("https://school.example/")]
    [InlineData("https://school.example/page")]
    [InlineData("https://user@school.example")]
    [InlineData("ftp://school.example")]
    [InlineData("https://school.example;https://other.example")]
    [InlineData("null")]
    public void A_setting_that_is_not_a_list_of_origins_stops_the_start_with_its_name(string setting)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => LocalApplication.Build(
            new Dictionary<string, string?> { ["DATABASE_URL"] = "Host=nowhere", ["CORS_ORIGINS"] = setting },
            port: 0));

        Assert.StartsWith("CORS_ORIGINS has '", refused.Message, StringComparison.Ordinal);
    }

    private static Task<Answer> PreflightAsync(
        SchoolApi api, string path, string origin, string method, string headers = "authorization") =>
        api.SendAsync(
            HttpMethod.Options, path, null, ("Origin", origin), ("Access-Control-Request-Method", method),
            ("Access-Control-Request-Headers", headers));

    private static IEnumerable<string> Values(Answer answer, string header) =>
        answer.Response.Headers.TryGetValues(header, out var values) ? values : [];

    /// <summary>The API as it is outside of development.</summary>
    private sealed class DeployedApi(TestServer server, string? origins) : SchoolApi(server)
    {
        protected override Dictionary<string, string?> Settings => new() { ["CORS_ORIGINS"] = origins };
    }
}
