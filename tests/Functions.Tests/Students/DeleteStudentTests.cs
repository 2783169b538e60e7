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

    [Fact]
    public async Task Of_twenty_who_delete_at_once_one_does_and_patches_that_cross_it_find_it_or_do_not()
    {
        var (path, _) = await NewStudent.CreateAsync(api);

        var crossing = Enumerable.Range(1, 10).Select(i => api.PatchAsync(path, $$"""{"grade":{{i}}}""")).ToList();
        var deletes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.DeleteAsync(path)));

        Assert.Single(deletes, answer => answer.Status == HttpStatusCode.NoContent);
        Assert.Equal(19, deletes.Count(answer => answer.Status == HttpStatusCode.NotFound));
        Assert.All(await Task.WhenAll(crossing), answer => Assert.True((int)answer.Status is 200 or 404, answer.Text));
    }
}
