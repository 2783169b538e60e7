using System.Net;
using Lectern.Functions.Hosting;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>What the host and a gateway add to a request does not take it over the limits.</summary>
public sealed class ServerLimitsTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Theory]
    [InlineData(LecternServer.MaxHeaders, 20_000)]
    [InlineData(60, LecternServer.MaxHeaderBytes)]
    [InlineData(LecternServer.MaxHeaders, LecternServer.MaxHeaderBytes)]
    public async Task Headers_as_many_and_as_long_as_allowed_are_answered(int count, int bytes)
    {
        // The client sends Host itself.
        string host = $"Host: {api.Client.BaseAddress!.Authority}\r\n";
        count--;
        string value = new('x', (bytes - host.Length) / count - "X-Added-000: \r\n".Length);
        (string, string)[] headers = [.. Enumerable.Range(0, count).Select(i => ($"X-Added-{i:000}", value))];

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("about", headers)).Status);
    }
}
