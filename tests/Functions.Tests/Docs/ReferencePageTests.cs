using System.Net;
using System.Text.RegularExpressions;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Docs;

/// <summary>The reference page runs no script but its own, and is in no other page.</summary>
public sealed partial class ReferencePageTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task Its_policy_lets_scripts_come_from_this_server_alone()
    {
        var page = await api.GetAsync("docs");

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

    [Fact]
    public async Task It_has_no_script_and_no_style_of_its_own_and_every_file_that_it_names_is_here()
    {
        var page = await api.GetAsync("docs");

        Assert.All(Script().Matches(page.Text), script => Assert.Equal("", script.Groups[1].Value));
        Assert.DoesNotMatch(Inline(), page.Text);
        var files = File().Matches(page.Text).Select(file => file.Groups[1].Value).ToList();
        Assert.Contains("docs/reference.js", files);
        foreach (string file in files)
        {
            var answer = await api.GetAsync(file);
            Assert.Equal((file, HttpStatusCode.OK), (file, answer.Status));
            Assert.Equal("nosniff", Assert.Single(answer.Response.Headers.GetValues("X-Content-Type-Options")));
        }

        string start = (await api.GetAsync("docs/reference.js")).Text;
        Assert.StartsWith("SwaggerUIBundle({ url: 'openapi.json'", start, StringComparison.Ordinal);
        string bundle = (await api.GetAsync("docs/swagger-ui-bundle.js")).Text;
        Assert.Contains("SwaggerUIBundle", bundle, StringComparison.Ordinal);
    }

    [GeneratedRegex("<script[^>]*>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex(@"<style|\son\w+=|\sstyle=|javascript:")]
    private static partial Regex Inline();

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex File();
}
