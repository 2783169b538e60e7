using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Homework;

public sealed class ListHomeworkTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Theory]
    [InlineData("dueAt")]
    [InlineData("-dueAt")]
    [InlineData("createdAt")]
    [InlineData("-createdAt")]
    [InlineData("title")]
    [InlineData("-title")]
    public async Task Pages_add_up_to_the_whole_list_in_its_order(string sort)
    {
        var (tutor, student, _, _) = await NewHomework.CreateAsync(api);
        for (int i = 0; i < 7; i++)
        {
            await NewHomework.AssignAsync(
                api, NewHomework.Body(student.Id, tutor.Id, $"Title {i % 3}", $"2030-01-0{1 + (i * 3 % 5)}T00:00:00Z"));
        }

        var rows = (await api.GetAsync($"homework?tutorId={tutor.Id}&sort={sort}")).Json["value"]!.AsArray();
        var walked = new List<string>();
        for (string? path = $"homework?tutorId={tutor.Id}&limit=3&sort={sort}"; path is not null;)
        {
            walked.AddRange(await api.IdsAsync(path));
            path = (string?)(await api.GetAsync(path)).Json["nextLink"];
        }

        Assert.Equal(8, rows.Count);
        Assert.Equal(rows.Select(row => (string)row!["id"]!), walked);
        var values = rows.Select(row => (string)row![sort.TrimStart('-')]!).ToList();
        Assert.Equal(
            sort[0] == '-' ? values.OrderDescending(StringComparer.Ordinal) : values.Order(StringComparer.Ordinal),
            values);
    }

    [Fact]
    public async Task Filters_let_through_what_meets_all_of_them()
    {
        var (tutor, student, late, _) = await NewHomework.CreateAsync(api, NewHomework.LongAgo);
        var other = await Person.StudentAsync(api, tutor);
        var (done, _) = await NewHomework.AssignAsync(
            api, NewHomework.Body(student.Id, tutor.Id, dueAt: NewHomework.LongAgo));
        await NewHomework.SubmitAsync(api, done);
        var (later, _) = await NewHomework.AssignAsync(api, NewHomework.Body(other.Id, tutor.Id));

        Assert.Equal([late, done, later], await PathsAsync($"tutorId={tutor.Id}"));
        Assert.Equal([late, done], await PathsAsync($"studentId={student.Id}"));
        Assert.Equal([late, later], await PathsAsync($"tutorId={tutor.Id}&status=assigned"));
        Assert.Equal([late], await PathsAsync($"tutorId={tutor.Id}&overdue=true"));
        Assert.Equal([done, later], await PathsAsync($"tutorId={tutor.Id}&overdue=false"));
        Assert.Equal([late, done], await PathsAsync($"tutorId={tutor.Id}&dueBefore=2020-01-01T00:00:00.000001Z"));
        Assert.Empty(await PathsAsync($"tutorId={tutor.Id}&dueBefore=2020-01-01T00:00:00Z"));
        Assert.Empty(await PathsAsync($"tutorId={tutor.Id}&dueBefore=2020-01-01T01:00:00%2B01:00"));
        var counted = await api.GetAsync($"homework?tutorId={tutor.Id}&status=assigned&limit=1&count=true");
        Assert.Equal(2, (int?)counted.Json["count"]);
    }

    [Fact]
    public async Task Overdue_is_what_should_be_submitted_by_now_and_is_not()
    {
        var (_, _, path, created) = await NewHomework.CreateAsync(api, NewHomework.LongAgo);

        Assert.True((bool?)created.Json["overdue"]);
        Assert.False((bool?)(await NewHomework.SubmitAsync(api, path)).Json["overdue"]);
    }

    [Fact]
    public async Task A_known_tag_gets_304_except_for_what_may_have_become_overdue_meanwhile()
    {
        var (_, _, later, created) = await NewHomework.CreateAsync(api);
        var (_, _, late, overdue) = await NewHomework.CreateAsync(api, NewHomework.LongAgo);

        Assert.Equal(HttpStatusCode.NotModified, (await api.GetAsync(later, ("If-None-Match", created.ETag!))).Status);
        var again = await api.GetAsync(late, ("If-None-Match", overdue.ETag!));
        Assert.Equal((HttpStatusCode.OK, overdue.ETag), (again.Status, again.ETag));
    }

    [Theory]
    [InlineData("status=done")]
    [InlineData("dueBefore=2026-09-01")]
    [InlineData("dueBefore=2026-09-01T00:00:00")]
    [InlineData("dueBefore=2026-09-01T00:00:00+02:00")]
    [InlineData("overdue=1")]
    [InlineData("studentId=1")]
    [InlineData("sort=status")]
    public async Task A_query_that_means_nothing_is_refused(string query)
    {
        (await api.GetAsync($"homework?{query}")).AssertProblem(400, "invalid-parameter");
        if (!query.StartsWith("sort", StringComparison.Ordinal))
        {
            (await api.GetAsync($"homework/export?{query}")).AssertProblem(400, "invalid-parameter");
        }
    }

    [Fact]
    public async Task An_export_has_the_rows_of_the_filter_in_both_forms()
    {
        var (tutor, _, path, _) = await NewHomework.CreateAsync(api);
        var submitted = await NewHomework.SubmitAsync(api, path, "@SUM(1)\n\"x\"");

        var lines = await api.GetAsync($"homework/export?tutorId={tutor.Id}&status=submitted");
        var table = await api.GetAsync($"homework/export?tutorId={tutor.Id}&format=csv&dueBefore=3000-01-01T00:00:00Z");

        Assert.Equal(submitted.Text + "\n", lines.Text);
        Assert.StartsWith(
            "id,studentId,tutorId,subject,title,instructions,dueAt,status,overdue,submission,submittedAt,score,"
            + "feedback,gradedAt,createdAt,updatedAt\r\n", table.Text, StringComparison.Ordinal);
        Assert.Contains(
            $",Maths,Fractions,,{NewHomework.Later},submitted,false,\"'@SUM(1)\n\"\"x\"\"\",", table.Text,
            StringComparison.Ordinal);
        Assert.Equal("", (await api.GetAsync($"homework/export?tutorId={tutor.Id}&overdue=true")).Text);
    }

    private async Task<List<string>> PathsAsync(string query) =>
        [.. (await api.IdsAsync($"homework?{query}")).Select(id => $"{api.Client.BaseAddress}homework/{id}")];
}
