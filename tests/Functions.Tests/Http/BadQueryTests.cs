using System.Buffers.Text;
using System.Net;
using System.Text;
using Lectern.Functions.Tests.Students;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>A query or a cursor without a meaning gets the problem of the contract, never a 500.</summary>
public sealed class BadQueryTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Theory]
    [InlineData("limit=0", "invalid-parameter")]
    [InlineData("limit=201", "invalid-parameter")]
    [InlineData("limit=-1", "invalid-parameter")]
    [InlineData("limit=", "invalid-parameter")]
    [InlineData("limit=5.0", "invalid-parameter")]
    [InlineData("limit=0x10", "invalid-parameter")]
    [InlineData("limit=99999999999", "invalid-parameter")]
    [InlineData("limit=5&limit=6", "invalid-parameter")]
    [InlineData("limit=5&LIMIT=6", "invalid-parameter")]
    [InlineData("limit=%205", "invalid-parameter")]
    [InlineData("q=a&q=b", "invalid-parameter")]
    [InlineData("sort=", "invalid-parameter")]
    [InlineData("sort=email", "invalid-parameter")]
    [InlineData("sort=--createdAt", "invalid-parameter")]
    [InlineData("sort=created_at;drop", "invalid-parameter")]
    [InlineData("count=yes", "invalid-parameter")]
    [InlineData("active=1", "invalid-parameter")]
    [InlineData("active=%20true", "invalid-parameter")]
    [InlineData("tutorId=00000000000000000000000000000000", "invalid-parameter")]
    [InlineData("tutorId={00000000-0000-0000-0000-000000000000}", "invalid-parameter")]
    [InlineData("grade=14", "invalid-parameter")]
    [InlineData("q=%00", "invalid-parameter")]
    [InlineData("limt=5", "unknown-parameter")]
    [InlineData("$filter=x", "unknown-parameter")]
    [InlineData("cancellationToken=x", "unknown-parameter")]
    [InlineData("request=x", "unknown-parameter")]
    [InlineData("=x", "unknown-parameter")]
    [InlineData("cursor=", "invalid-cursor")]
    [InlineData("cursor=!!", "invalid-cursor")]
    [InlineData("cursor=AAAA", "invalid-cursor")]
    [InlineData("cursor=W10", "invalid-cursor")]
    [InlineData("cursor=bnVsbA", "invalid-cursor")]
    public async Task A_query_that_has_no_meaning_is_refused(string query, string code) =>
        (await api.GetAsync($"students?{query}")).AssertProblem(400, code);

    [Fact]
    public async Task A_query_on_an_endpoint_without_parameters_is_refused()
    {
        var (path, _) = await NewStudent.CreateAsync(api);

        (await api.GetAsync($"{path}?verbose=true")).AssertProblem(400, "unknown-parameter");
        (await api.DeleteAsync($"{path}?force=true")).AssertProblem(400, "unknown-parameter");
        (await api.PostAsync("students?fullName=x", NewStudent.Body())).AssertProblem(400, "unknown-parameter");
    }

    [Theory]
    [InlineData("[\"createdAt\",\"x\",\"00000000-0000-0000-0000-000000000000\"]")]
    [InlineData("[\"createdAt\",null,\"00000000-0000-0000-0000-000000000000\"]")]
    [InlineData("[\"createdAt\",\"2026-01-01T00:00:00Z\",\"x\"]")]
    [InlineData("[\"fullName\",\"A\",\"00000000-0000-0000-0000-000000000000\"]")]
    [InlineData("[\"createdAt\",\"0001-01-01T00:00:00+14:00\",\"00000000-0000-0000-0000-000000000000\"]")]
    [InlineData("{\"sort\":\"createdAt\"}")]
    public async Task A_forged_cursor_is_refused_or_harmless(string forged)
    {
        var answer = await api.GetAsync($"students?cursor={Base64Url.EncodeToString(Encoding.UTF8.GetBytes(forged))}");

        if (answer.Status != HttpStatusCode.OK)
        {
            answer.AssertProblem(400, "invalid-cursor");
        }
    }

    [Theory]
    [InlineData(5000, "")]
    [InlineData(2, ",1")]
    public async Task A_cursor_that_is_longer_than_those_of_the_list_is_refused(int nameLength, string more)
    {
        string forged = $"[\"fullName\",\"{new string('a', nameLength)}\",\"{Guid.NewGuid()}\"{more}]";
        string cursor = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(forged));

        (await api.GetAsync($"students?sort=fullName&cursor={cursor}")).AssertProblem(400, "invalid-cursor");
    }

    [Fact]
    public async Task A_forged_cursor_with_nul_in_a_name_is_refused()
    {
        string forged = "[\"fullName\",\"a\\u0000\",\"00000000-0000-0000-0000-000000000000\"]";
        string cursor = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(forged));

        (await api.GetAsync($"students?sort=fullName&cursor={cursor}")).AssertProblem(400, "invalid-cursor");
    }

    [Fact]
    public async Task A_cursor_of_another_order_is_refused()
    {
        await NewStudent.CreateAsync(api);
        await NewStudent.CreateAsync(api);
        var page = await api.GetAsync("students?limit=1&sort=fullName");

        string other = ((string)page.Json["nextLink"]!)
            .Replace("sort=fullName", "sort=-fullName", StringComparison.Ordinal);

        (await api.GetAsync(other)).AssertProblem(400, "invalid-cursor");
    }
}
