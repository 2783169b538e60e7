using System.Net;
using System.Text.RegularExpressions;
using Lectern.Functions.Callers;
using Lectern.Functions.Tests.Http;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Docs;

/// <summary>The reference page and the status page run no script but their own, and are in no other page.</summary>
public sealed partial class ReferencePageTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    private static readonly (string, string) Html = ("Accept", "text/html");

    [Theory]
    [InlineData("docs")]
    [InlineData("status")]
    public async Task Its_policy_lets_scripts_come_from_this_server_alone(string path)
    {
        var page = await api.GetAsync(path, Html);

        var policy = Assert.Single(page.Response.Headers.GetValues("Content-Security-Policy")).Split("; ")
            .Select(directive => directive.Split(' ', 2)).ToDictionary(parts => parts[0], parts => parts[1]);
        Assert.Equal("'none'", policy["default-src"]);
        Assert.Equal("'self'", policy["script-src"]);
        Assert.Equal("'self'", policy["connect-src"]);
        Assert.Equal("'none'", policy["frame-ancestors"]);
        Assert.Equal("'none'", policy["base-uri"]);
        Assert.All(policy.Values, sources => Assert.DoesNotContain("http", sources, StringComparison.Ordinal));
        Assert.Equal("DENY", Assert.Single(page.Response.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("nosniff", Assert.Single(page.Response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("docs", "docs/reference.js")]
    [InlineData("status", "docs/status.js")]
    public async Task It_has_no_script_and_no_style_of_its_own_and_every_file_that_it_names_is_here(
        string path, string script)
    {
        var page = await api.GetAsync(path, Html);

        Assert.All(Script().Matches(page.Text), script => Assert.Equal("", script.Groups[1].Value));
        Assert.DoesNotMatch(Inline(), page.Text);
        var files = File().Matches(page.Text).Select(file => file.Groups[1].Value).ToList();
        Assert.Contains(script, files);
        foreach (string file in files)
        {
            var answer = await api.GetAsync(file);
            Assert.Equal((file, HttpStatusCode.OK), (file, answer.Status));
            Assert.NotEmpty(answer.Text);
            Assert.Equal("nosniff", Assert.Single(answer.Response.Headers.GetValues("X-Content-Type-Options")));
        }
    }

    [Fact]
    public async Task It_offers_the_people_of_the_demo_data_only_where_callers_are_chosen_by_themselves()
    {
        await using var platform = new CallerTests.ClosedApi(api.Server);
        await platform.InitializeAsync();

        Assert.Contains("data-callers=\"[]\"", (await platform.GetAsync("docs")).Text, StringComparison.Ordinal);
        string page = (await api.GetAsync("docs")).Text;
        Assert.All(DemoCaller.All, caller => Assert.Contains(caller.UserId, page, StringComparison.Ordinal));
    }

    [GeneratedRegex("<script[^>]*>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex(@"<style|\son\w+=|\sstyle=|javascript:")]
    private static partial Regex Inline();

    [GeneratedRegex("(?:src|href)=\"([^\"#]+)\"")]
    private static partial Regex File();
}
