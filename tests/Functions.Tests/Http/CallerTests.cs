using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Lectern.Functions.Hosting;
using Lectern.Functions.Http;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Http;

public sealed class CallerTests(CallerTests.ClosedApi closed, SchoolApi open)
    : IClassFixture<CallerTests.ClosedApi>, IClassFixture<SchoolApi>
{
    /// <summary>As deployed before anybody has switched authentication on.</summary>
    public sealed class ClosedApi(TestServer server) : SchoolApi(server)
    {
        protected override Dictionary<string, string?> Settings => new() { ["AUTHENTICATION"] = "platform" };
    }

    /// <summary>As deployed behind App Service authentication.</summary>
    public sealed class PlatformApi(TestServer server, string isOn = "True", string? databaseUrl = null)
        : SchoolApi(server)
    {
        protected override Dictionary<string, string?> Settings =>
            new() { ["WEBSITE_AUTH_ENABLED"] = isOn, ["DATABASE_URL"] = databaseUrl };
    }

    private static readonly string[] Public =
    [
        "about", "health/live", "health/ready", "openapi.json", "docs", "docs/swagger-ui.css",
    ];

    [Fact]
    public async Task Without_a_caller_every_route_but_the_public_ones_answers_401()
    {
        var triggers = FunctionMetadata.Methods
            .Select(function => function.GetParameters()[0].GetCustomAttribute<HttpTriggerAttribute>()!).ToList();
        Assert.True(triggers.Count > 5);
        foreach (var trigger in triggers)
        {
            string path = Regex.Replace(trigger.Route!, @"\{\w+:guid\}", $"{Guid.NewGuid()}")
                .Replace("{name}", "swagger-ui.css", StringComparison.Ordinal);
            // The catch-all has no methods of its own; UnknownPathTests has what it answers nobody.
            foreach (string method in (trigger.Methods ?? []).Select(method => method.ToUpperInvariant()))
            {
                var answer = await closed.SendAsync(
                    new(method), path, null, ("X-MS-CLIENT-PRINCIPAL", Principal("oid", "x")));
                if (Public.Contains(path))
                {
                    Assert.Equal(HttpStatusCode.OK, answer.Status);
                }
                else
                {
                    Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
                    if (method != "HEAD")
                    {
                        answer.AssertProblem(401, "unauthenticated");
                    }

                    Assert.Equal("Bearer", answer.Response.Headers.WwwAuthenticate.Single().Scheme);
                }
            }
        }
    }

    [Fact]
    public async Task Headers_of_a_developer_count_for_nothing_when_deployed() =>
        (await closed.GetAsync("students", ("X-Dev-Role", "admin"))).AssertProblem(401, "unauthenticated");

    [Theory]
    [InlineData("tutor")]
    [InlineData("student")]
    public async Task A_role_that_may_not_is_forbidden(string role) =>
        (await open.PostAsync("students", "{}", ("X-Dev-Role", role))).AssertProblem(403, "forbidden");

    [Theory]
    [InlineData("X-Dev-Role", "root")]
    [InlineData("X-Dev-User", "42")]
    [InlineData("X-Dev-User", "00000000000000000000000000000000")]
    public async Task A_developers_typo_is_said(string header, string value) =>
        (await open.GetAsync("students", (header, value))).AssertProblem(400, "invalid-parameter");

    [Fact]
    public async Task The_platforms_caller_is_known_but_a_role_in_the_token_counts_for_nothing()
    {
        await using var platform = new PlatformApi(open.Server);
        await platform.InitializeAsync();

        (await platform.GetAsync("students", ("X-MS-CLIENT-PRINCIPAL", Principal("oid", "7d9f", "roles", "admin"))))
            .AssertProblem(403, "forbidden");
        await using var data = NpgsqlDataSource.Create(platform.Database.OwnerConnectionString);
        await using var enrol = data.CreateCommand(
            """
            insert into users (id, username, email, role, external_id, is_active)
            values (gen_random_uuid(), 'head', 'head@example.org', 'admin', '7d9f', true),
                (gen_random_uuid(), 'gone', 'gone@example.org', 'admin', '7d90', false)
            """);
        await enrol.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            HttpStatusCode.OK,
            (await platform.GetAsync("students", ("X-MS-CLIENT-PRINCIPAL", Principal("oid", "7d9f")))).Status);
        (await platform.GetAsync("students", ("X-MS-CLIENT-PRINCIPAL", Principal("oid", "7d90"))))
            .AssertProblem(403, "forbidden");
        string[] claims = ["{", """{"claims":[null]}""", """{"claims":[{"typ":null}]}""", """{"claims":{}}"""];
        foreach (string unreadable in claims.Select(json => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)))
            .Concat(["%%%", "bnVsbA==", Principal("sub", "x"), Principal("oid", ""), Principal("oid", @"7d9f\u0000")]))
        {
            (await platform.GetAsync("students", ("X-MS-CLIENT-PRINCIPAL", unreadable)))
                .AssertProblem(401, "unauthenticated");
        }

        (await platform.GetAsync("students")).AssertProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task The_platforms_header_counts_for_nothing_where_its_authentication_is_off()
    {
        await using var platform = new PlatformApi(open.Server, isOn: "False");
        await platform.InitializeAsync();

        (await platform.GetAsync("students", ("X-MS-CLIENT-PRINCIPAL", Principal("oid", "7d9f"))))
            .AssertProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task What_needs_no_caller_does_not_look_the_caller_up()
    {
        await using var platform = new PlatformApi(open.Server, databaseUrl: "postgres://lectern_app@127.0.0.1:1/none");
        await platform.InitializeAsync();

        foreach (string path in new[] { "about", "health/live", "openapi.json" })
        {
            var answer = await platform.GetAsync(path, ("X-MS-CLIENT-PRINCIPAL", Principal("oid", "7d9f")));
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        }
    }

    [Theory]
    [InlineData("AUTHENTICATION", "development", "WEBSITE_INSTANCE_ID", "4711")]
    [InlineData("AUTHENTICATION", "none", "", "")]
    public void Settings_that_would_open_the_door_stop_the_start(
        string name, string value, string also, string alsoValue)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DATABASE_URL"] = "Host=nowhere",
            [name] = value,
            [also] = alsoValue,
        }).Build();

        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddLectern(configuration));
    }

    private static string Principal(params string[] typesAndValues)
    {
        var claims = typesAndValues.Chunk(2).Select(pair => $$"""{"typ":"{{pair[0]}}","val":"{{pair[1]}}"}""");
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(
            $$"""{"auth_typ":"aad","name_typ":"name","role_typ":"roles","claims":[{{string.Join(',', claims)}}]}"""));
    }
}
