using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Lists;

/// <summary>HEAD answers wherever GET does (RFC 9110, 9.3.2), held to every GET that the API describes.</summary>
public sealed class EveryHeadTests(FullSchool school) : IClassFixture<FullSchool>
{
    /// <summary>What belongs to a body, or to the moment.</summary>
    private static readonly HashSet<string> OfBodies = ["Content-Length", "Date", "Transfer-Encoding"];

    [Fact]
    public async Task HEAD_has_the_status_and_the_headers_of_GET_and_no_body()
    {
        var gets = school.Operations.Where(operation => operation.Method == "GET").ToList();
        Assert.NotEmpty(gets);
        foreach (var (_, path, _) in gets)
        {
            string url = FullSchool.Fill(path);
            using var get = await GetAsync(url);

            var head = await school.SendAsync(HttpMethod.Head, url, null);

            Assert.Equal((url, get.StatusCode, ""), (url, head.Status, head.Text));
            Assert.Equal(Headers(get), Headers(head.Response));
        }
    }

    [Fact]
    public async Task A_refusal_has_the_status_and_the_headers_that_it_has_for_GET()
    {
        foreach (string url in new[]
        {
            "students?limit=0", "students?x=1", $"students/{Guid.NewGuid()}", "students/export?format=xlsx",
            $"conversations/{Guid.NewGuid()}/events",
        })
        {
            using var get = await GetAsync(url);

            var head = await school.SendAsync(HttpMethod.Head, url, null);

            Assert.True((int)get.StatusCode is 400 or 404, url);
            Assert.Equal((url, get.StatusCode, ""), (url, head.Status, head.Text));
            Assert.Equal(Headers(get), Headers(head.Response));
        }
    }

    [Fact]
    public async Task A_known_tag_gets_304()
    {
        string path = $"students/{FullSchool.First}";
        var row = await school.SendAsync(HttpMethod.Head, path, null);

        var known = await school.SendAsync(HttpMethod.Head, path, null, ("If-None-Match", row.ETag!));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotModified), (row.Status, known.Status));
        Assert.Equal(row.ETag, known.ETag);
    }

    [Fact]
    public async Task The_headers_of_an_export_are_answered_without_its_query()
    {
        await Money.ExecuteAsync(school, "alter table students rename to moved");
        try
        {
            var head = await school.SendAsync(HttpMethod.Head, "students/export?format=csv", null);

            Assert.Equal((HttpStatusCode.OK, ""), (head.Status, head.Text));
            Assert.Equal("text/csv", head.Response.Content.Headers.ContentType?.MediaType);
        }
        finally
        {
            await Money.ExecuteAsync(school, "alter table moved rename to students");
        }
    }

    [Fact]
    public async Task The_headers_of_an_event_stream_are_answered_and_it_ends_at_once()
    {
        // A stream that went on would keep the one connection that there is.
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 })
        {
            BaseAddress = school.Client.BaseAddress,
        };
        using var request = new HttpRequestMessage(HttpMethod.Head, $"conversations/{FullSchool.First}/events");

        using var head = await client.SendAsync(request, TestContext.Current.CancellationToken);
        using var next = await client.GetAsync(
            new Uri("about", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (head.StatusCode, next.StatusCode));
        Assert.Equal("text/event-stream", head.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>The headers of a stream come before its body, which may have no end.</summary>
    private Task<HttpResponseMessage> GetAsync(string url) => school.Client.GetAsync(
        new Uri(url, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead,
        TestContext.Current.CancellationToken);

    private static IEnumerable<string> Headers(HttpResponseMessage response) =>
        response.Headers.Concat(response.Content.Headers)
            .Where(header => !OfBodies.Contains(header.Key))
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal);
}
