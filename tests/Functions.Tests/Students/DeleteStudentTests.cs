using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Students;

public sealed class DeleteStudentTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_deleted_student_is_gone()
    {
        var (path, _) = await NewStudent.CreateAsync(api);

        var first = await api.DeleteAsync(path);
        var second = await api.DeleteAsync(path);

        Assert.Equal((HttpStatusCode.NoContent, ""), (first.Status, first.Text));
        second.AssertProblem(404, "not-found");
        (await api.GetAsync(path)).AssertProblem(404, "not-found");
    }

    [Fact]
    public async Task A_stale_tag_keeps_the_student()
    {
        var (path, created) = await NewStudent.CreateAsync(api);
        var changed = await api.PatchAsync(path, """{"grade":1}""");

        (await api.DeleteAsync(path, ("If-Match", created.ETag!))).AssertProblem(412, "precondition-failed");

        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(path, ("If-Match", changed.ETag!))).Status);
    }
}
