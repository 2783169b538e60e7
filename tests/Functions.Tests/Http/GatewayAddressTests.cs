using System.Net.Sockets;
using System.Text;
using Lectern.Functions.Hosting;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>A link leads where the setting allows, and nowhere else.</summary>
public sealed class GatewayAddressTests(InProcessApi open) : IClassFixture<InProcessApi>
{
    private const string Hosts = "gate.example.org, other.example.org:8443";

    [Theory]
    [InlineData("gate.example.org", "https", "https://gate.example.org/api/students")]
    [InlineData("GATE.example.org", "HTTPS", "https://GATE.example.org/api/students")]
    [InlineData("gate.example.org", "http", "http://gate.example.org/api/students")]
    [InlineData("other.example.org:8443", "https", "https://other.example.org:8443/api/students")]
    [InlineData("gate.example.org", "javascript", "https://gate.example.org/api/students")]
    [InlineData("gate.example.org", "", "https://gate.example.org/api/students")]
    [InlineData("evil.example", "https", "https://gate.example.org/api/students")]
    [InlineData("gate.example.org.evil.example", "https", "https://gate.example.org/api/students")]
    [InlineData("evil.example, gate.example.org", "https", "https://gate.example.org/api/students")]
    [InlineData("gate.example.org@evil.example", "ftp", "https://gate.example.org/api/students")]
    [InlineData("", "javascript", "https://gate.example.org/api/students")]
    public async Task A_link_has_a_host_of_the_setting_and_a_scheme_of_the_web(
        string host, string scheme, string expected)
    {
        await using var gated = new GatedApi(open.Server, Hosts);
        await gated.InitializeAsync();

        var answer = await gated.GetAsync(
            "about", ("X-Gateway-Host", host), ("X-Gateway-Proto", scheme),
            ("X-Forwarded-Host", "lectern.azurewebsites.net"), ("X-Forwarded-Proto", "http"));

        Assert.Equal(expected, (string?)answer.Json["links"]!["students"]);
    }

    [Fact]
    public async Task Next_pages_and_new_rows_are_at_the_gate()
    {
        await using var gated = new GatedApi(open.Server, Hosts, authentication: "development");
        await gated.InitializeAsync();
        (string, string)[] evil = [("Host", "evil.example"), ("X-Gateway-Host", "evil.example")];
        for (int i = 0; i < 2; i++)
        {
            var made = await gated.PostAsync("students", Students.NewStudent.Body(), evil);
            Assert.StartsWith(
                "https://gate.example.org/api/students/", $"{made.Response.Headers.Location}",
                StringComparison.Ordinal);
        }

        Assert.StartsWith(
            "https://gate.example.org/api/students?limit=1&cursor=",
            (string?)(await gated.GetAsync("students?limit=1", evil)).Json["nextLink"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_of_the_setting_may_be_asked_directly()
    {
        await using var gated = new GatedApi(open.Server, Hosts);
        await gated.InitializeAsync();

        var answer = await gated.GetAsync("about", ("Host", "gate.example.org"));

        Assert.Equal("http://gate.example.org/api/students", (string?)answer.Json["links"]!["students"]);
    }

    [Fact]
    public async Task Without_the_setting_links_have_the_host_of_the_request()
    {
        var answer = await open.GetAsync("about", ("X-Gateway-Host", "gate.example.org"), ("X-Gateway-Proto", "https"));

        Assert.Equal($"{open.Client.BaseAddress}students", (string?)answer.Json["links"]!["students"]);
    }

    [Theory]
    [InlineData("GET /api/about HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /api/about HTTP/1.0\r\n\r\n")]
    [InlineData("GET /api/about HTTP/1.1\r\nHost: a/b\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /api/about HTTP/1.1\r\nHost: javascript:alert(1)\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /api/about HTTP/1.1\r\nHost: a..b\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /api/about HTTP/1.1\r\nHost: a:99999\r\nConnection: close\r\n\r\n")]
    public async Task A_request_that_names_no_host_is_refused(string request)
    {
        using var client = new TcpClient();
        var address = open.Host.Address;
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());

        string answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://gate.example.org")]
    [InlineData("gate.example.org/api")]
    [InlineData("user@gate.example.org")]
    [InlineData("gate.example.org:99999")]
    [InlineData("a b")]
    public void A_setting_that_is_no_host_stops_the_start(string setting)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DATABASE_URL"] = "Host=nowhere",
            ["GATEWAY_HOSTS"] = setting,
        }).Build();

        var refused = Assert.Throws<InvalidOperationException>(
            () => new ServiceCollection().AddLectern(configuration));

        Assert.StartsWith("GATEWAY_HOSTS has '", refused.Message, StringComparison.Ordinal);
    }

    private sealed class GatedApi(TestServer server, string hosts, string authentication = "platform")
        : SchoolApi(server)
    {
        protected override Dictionary<string, string?> Settings =>
            new() { ["AUTHENTICATION"] = authentication, ["GATEWAY_HOSTS"] = hosts };
    }
}
