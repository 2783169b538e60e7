using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>What a gateway, a platform and a host add to a request leaves it one that is answered.</summary>
public sealed class ServerLimitsTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    private const int Headers = 190;
    private const int HeaderBytes = 60_000;

    [Fact]
    public async Task A_request_with_190_headers_of_60_000_bytes_together_is_answered()
    {
        string value = new('x', HeaderBytes / Headers - "X-Added-000: \r\n".Length);
        (string, string)[] headers = [.. Enumerable.Range(0, Headers).Select(i => ($"X-Added-{i:000}", value))];

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("about", headers)).Status);
    }
}
