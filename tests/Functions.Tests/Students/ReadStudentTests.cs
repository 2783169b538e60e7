using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Students;

public sealed class ReadStudentTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_known_tag_gets_304_without_a_body()
    {
        var (path, created) = await NewStudent.CreateAsync(api);

        foreach (string known in new[] { created.ETag!, $"W/{created.ETag}", $"\"0\", {created.ETag}", "*" })
        {
            var answer = await api.GetAsync(path, ("If-None-Match", known));
            Assert.Equal(HttpStatusCode.NotModified, answer.Status);
            Assert.Empty(answer.Text);
            Assert.Equal(created.ETag, answer.ETag);
        }
    }

    [Fact]
    public async Task A_stale_tag_gets_the_row()
    {
        var (path, created) = await NewStudent.CreateAsync(api);
        await api.PatchAsync(path, """{"grade":3}""");

        var answer = await api.GetAsync(path, ("If-None-Match", created.ETag!));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(3, (int?)answer.Json["grade"]);
        Assert.NotEqual(created.ETag, answer.ETag);
    }

    [Fact]
    public async Task A_change_made_by_hand_in_the_database_changes_the_tag_too()
    {
        var (path, created) = await NewStudent.CreateAsync(api);
        await using var data = Npgsql.NpgsqlDataSource.Create(api.Database.OwnerConnectionString);
        await using var command = data.CreateCommand("update students set grade = 5 where id = $1");
        command.Parameters.Add(new() { Value = Guid.Parse((string)created.Json["id"]!) });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var answer = await api.GetAsync(path, ("If-None-Match", created.ETag!));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task An_unknown_id_is_not_found() =>
        (await api.GetAsync($"students/{Guid.NewGuid()}")).AssertProblem(404, "not-found");

    [Theory]
    [InlineData("students/1")]
    [InlineData("students/not-a-uuid")]
    [InlineData("students/';drop table students")]
    [InlineData("nothing")]
    public async Task A_path_that_is_no_route_is_not_found(string path) =>
        (await api.GetAsync(path)).AssertProblem(404, "not-found");

    [Fact]
    public async Task A_method_that_a_route_lacks_is_405_with_the_methods_it_has()
    {
        var answer = await api.SendAsync(HttpMethod.Put, "students", null);

        answer.AssertProblem(405, "method-not-allowed");
        Assert.Equal(["GET", "HEAD", "POST"], answer.Response.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task A_condition_that_is_no_tag_is_refused_rather_than_ignored()
    {
        var (path, _) = await NewStudent.CreateAsync(api);

        (await api.GetAsync(path, ("If-None-Match", "unquoted"))).AssertProblem(400, "invalid-parameter");
    }
}
