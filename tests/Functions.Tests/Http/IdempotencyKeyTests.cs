using System.Net;
using Lectern.Functions.Tests.Students;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>Which values the Idempotency-Key header may have.</summary>
public sealed class IdempotencyKeyTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_key_has_255_characters_at_most()
    {
        string longest = new('k', 255);

        Assert.Equal(
            HttpStatusCode.Created,
            (await api.PostAsync("students", NewStudent.Body(), ("Idempotency-Key", longest))).Status);
        (await api.PostAsync("students", NewStudent.Body(), ("Idempotency-Key", $"{longest}k")))
            .AssertProblem(400, "invalid-parameter");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\t")]
    [InlineData("a\tb")]
    public async Task A_key_that_is_none_is_refused(string key) =>
        (await api.PostAsync("students", NewStudent.Body(), ("Idempotency-Key", key)))
            .AssertProblem(400, "invalid-parameter");

    [Theory]
    [InlineData("a,b")]
    [InlineData("a, b")]
    [InlineData(",")]
    public async Task Two_keys_that_a_proxy_joined_by_a_comma_are_refused(string joined)
    {
        var answer = await api.PostAsync("students", NewStudent.Body(), ("Idempotency-Key", joined));

        answer.AssertProblem(400, "invalid-parameter");
        Assert.Contains("comma", (string?)answer.Json["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_headers_with_a_key_are_refused() =>
        (await api.PostAsync("students", NewStudent.Body(), Money.Key, Money.Key))
            .AssertProblem(400, "invalid-parameter");
}
