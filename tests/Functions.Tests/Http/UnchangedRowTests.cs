using System.Net;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Homework;
using Lectern.Functions.Tests.Students;
using Lectern.Functions.Tests.Support;
using Lectern.Functions.Tests.Tutors;
using Lectern.Functions.Tests.Users;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>A change that changes nothing keeps the row as it is, with its ETag.</summary>
public sealed class UnchangedRowTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_patch_of_nothing_or_of_the_values_that_are_there_keeps_version_and_time()
    {
        var homework = await NewHomework.CreateAsync(api);
        foreach (var (path, row, member) in new[]
        {
            Row(await NewStudent.CreateAsync(api), "fullName"),
            Row(await NewTutor.CreateAsync(api), "hourlyRateMinor"),
            Row(await NewUser.CreateAsync(api), "externalId"),
            Row((homework.Path, homework.Answer), "title"),
        })
        {
            var same = new JsonObject { [member] = row.Json[member]?.DeepClone() };
            foreach (string patch in new[] { "{}", same.ToJsonString() })
            {
                var unchanged = await api.PatchAsync(path, patch, ("If-Match", row.ETag!));

                Assert.Equal((path, HttpStatusCode.OK, row.ETag), (path, unchanged.Status, unchanged.ETag));
                Assert.Equal(row.Text, unchanged.Text);
            }

            Assert.Equal(HttpStatusCode.NotModified, (await api.GetAsync(path, ("If-None-Match", row.ETag!))).Status);
        }
    }

    [Fact]
    public async Task What_is_cleared_or_changed_back_is_a_change()
    {
        var (path, created) = await NewStudent.CreateAsync(api, NewStudent.Body(grade: 7));

        var cleared = await api.PatchAsync(path, """{"grade":null}""");
        var back = await api.PatchAsync(path, """{"grade":7}""");

        Assert.Equal(("\"1\"", "\"2\"", "\"3\""), (created.ETag, cleared.ETag, back.ETag));
        Assert.NotEqual((string?)created.Json["updatedAt"], (string?)back.Json["updatedAt"]);
    }

    [Fact]
    public async Task A_bulk_update_of_the_same_values_keeps_the_version()
    {
        string email = NewStudent.Email;
        string body = NewStudent.Body(email: email);
        var (path, created) = await NewStudent.CreateAsync(api, body);

        await api.PostAsync("students/bulk?onConflict=update", $"[{body}]");

        Assert.Equal((created.Text, created.ETag), ((await api.GetAsync(path)).Text, (await api.GetAsync(path)).ETag));
    }

    /// <summary>A trigger that does not name all generated columns of its table counts every update.</summary>
    [Fact]
    public async Task Every_table_that_has_generated_columns_names_them() => Assert.Equal(DBNull.Value, await
        Money.ExecuteAsync(api, """
        select string_agg(relname || '.' || attname, ', ')
        from pg_attribute
        join pg_class on pg_class.oid = attrelid and relnamespace = 'public'::regnamespace
        join pg_trigger on tgrelid = pg_class.oid and tgfoid = 'touch_row'::regproc
        where attgenerated <> '' and not attname = any(
            string_to_array(replace(encode(tgargs, 'escape'), '\000', ','), ','))
        """));

    private static (string Path, Answer Row, string Member) Row((string Path, Answer Answer) created, string member) =>
        (created.Path, created.Answer, member);
}
