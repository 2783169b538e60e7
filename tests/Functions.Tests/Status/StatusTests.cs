using System.Net;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Status;

public sealed class StatusTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
    private const int MaxLooks = 200;

    [Theory]
    [InlineData(Browser, "text/html")]
    [InlineData("application/json;q=0.5, text/html;q=0.5", "text/html")]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/json, text/html;q=0.5", "application/json")]
    [InlineData("text/html;q=0", "application/json")]
    [InlineData("text/", "application/json")]
    public async Task A_browser_gets_the_page_and_a_program_gets_JSON(string? accept, string type)
    {
        var answer = await api.GetAsync("status", accept is null ? [] : [("Accept", accept)]);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(type, answer.Response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Accept", answer.Response.Headers.Vary);
    }

    [Theory]
    [InlineData("tutor")]
    [InlineData("student")]
    public async Task The_page_too_needs_an_admin(string role)
    {
        var answer = await api.GetAsync("status", ("Accept", Browser), ("X-Dev-Role", role));

        answer.AssertProblem(403, "forbidden");
    }

    [Fact]
    public async Task Requests_and_problems_are_counted_by_route_and_code()
    {
        await api.GetAsync("students");
        await api.GetAsync($"tutors/{Guid.NewGuid()}");

        // A request is counted when it has ended, which may be after its answer was read.
        var activity = await ActivityAsync(activity => Find(activity, "routes", "route", "/tutors/{id}") is not null);

        var tutors = Find(activity, "routes", "route", "/tutors/{id}")!;
        Assert.Equal(("GET", 1, 0), ((string?)tutors["method"], (int)tutors["requests"]!, (int)tutors["failures"]!));
        Assert.True((double)tutors["p95Ms"]! > 0);
        Assert.NotNull(Find(activity, "routes", "route", "/students"));
        Assert.NotNull(Find(activity, "problems", "code", "not-found"));
    }

    [Fact]
    public async Task Migrations_are_null_if_the_role_may_not_read_their_journal()
    {
        Assert.NotEmpty((await api.GetAsync("status")).Json["migrations"]!.AsArray());
        await api.Server.ExecuteAsync("""revoke select on grate."Version" from lectern_app""", api.Database.Name);

        var answer = await api.GetAsync("status");

        await api.Server.ExecuteAsync("""grant select on grate."Version" to lectern_app""", api.Database.Name);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Null(answer.Json["migrations"]);
    }

    private async Task<JsonNode> ActivityAsync(Func<JsonNode, bool> isThere)
    {
        for (int look = 0; look < MaxLooks; look++)
        {
            var activity = (await api.GetAsync("status")).Json["activity"]!;
            if (isThere(activity))
            {
                return activity;
            }
        }

        throw new InvalidOperationException("The status never shows it.");
    }

    private static JsonNode? Find(JsonNode activity, string list, string member, string value) =>
        activity[list]!.AsArray().FirstOrDefault(one => (string?)one![member] == value);
}
