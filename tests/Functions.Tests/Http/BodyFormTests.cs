using System.Net;
using System.Text;
using Lectern.Functions.Tests.Students;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>The form in which a body comes: its type, size and encoding.</summary>
public sealed class BodyFormTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task A_body_of_another_type_is_refused(string? mediaType)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(NewStudent.Body()));
        if (mediaType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        }

        (await api.SendAsync(HttpMethod.Post, "students", content)).AssertProblem(415, "unsupported-media-type");
    }

    [Fact]
    public async Task A_merge_patch_is_no_body_for_a_create() =>
        (await api.SendAsync(
            HttpMethod.Post, "students", Requests.Json(NewStudent.Body(), "application/merge-patch+json")))
            .AssertProblem(415, "unsupported-media-type");

    [Fact]
    public async Task A_body_with_a_byte_order_mark_is_read()
    {
        using var content = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(NewStudent.Body())]);
        content.Headers.ContentType = new("application/json");

        Assert.Equal(HttpStatusCode.Created, (await api.SendAsync(HttpMethod.Post, "students", content)).Status);
    }
}
