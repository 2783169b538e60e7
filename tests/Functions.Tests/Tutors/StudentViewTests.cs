using System.Net;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Tutors;

/// <summary>A student sees the id, the name and the subjects of a tutor alone, wherever a tutor is answered.</summary>
public sealed class StudentViewTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    private static readonly string[] Seen = ["fullName", "id", "subjects"];

    [Fact]
    public async Task Single_reads_lists_and_exports_have_id_name_and_subjects_alone()
    {
        var tutor = await Person.TutorAsync(api);
        var student = await Person.StudentAsync(api, tutor);
        var rows = new List<JsonNode> { (await api.GetAsync(tutor.Path, student.Caller)).Json };
        foreach (string list in new[] { "tutors", $"{student.Path}/tutors" })
        {
            rows.Add((await api.GetAsync(list, student.Caller)).Json["value"]!.AsArray().Single()!);
            rows.Add((await api.GetAsync($"{list}/export", student.Caller)).Json);
            var csv = await api.GetAsync($"{list}/export?format=csv", student.Caller);
            string[] lines = csv.Text.Split("\r\n");

            Assert.Equal("id,fullName,subjects", lines[0]);
            Assert.Equal(Seen.Length, lines[1].Split(',').Length);
            Assert.DoesNotContain("@", csv.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("4500", csv.Text, StringComparison.Ordinal);
        }

        Assert.All(rows, row => Assert.Equal(Seen, row.AsObject().Select(member => member.Key).Order()));
    }

    [Fact]
    public async Task Tutors_and_admins_see_the_whole()
    {
        var tutor = await Person.TutorAsync(api);

        var seen = await api.GetAsync(tutor.Path, tutor.Caller);

        Assert.Equal((4500, true), ((long?)seen.Json["hourlyRateMinor"], (bool?)seen.Json["isActive"]));
        Assert.EndsWith("@example.org", (string?)seen.Json["email"], StringComparison.Ordinal);
        Assert.Equal(seen.Text, (await api.GetAsync(tutor.Path)).Text);
    }

    [Theory]
    [InlineData("q={address}", 0)]
    [InlineData("q=@", 0)]
    [InlineData("q=HOPPER", 1)]
    public async Task A_search_does_not_tell_the_address(string query, int expected)
    {
        var tutor = await Person.TutorAsync(api);
        var student = await Person.StudentAsync(api, tutor);
        string address = (string)(await api.GetAsync(tutor.Path)).Json["email"]!;
        query = query.Replace("{address}", Uri.EscapeDataString(address), StringComparison.Ordinal);

        var list = await api.GetAsync($"tutors?{query}&count=true", student.Caller);
        var export = await api.GetAsync($"tutors/export?{query}", student.Caller);

        Assert.Equal((expected, expected), (list.Json["value"]!.AsArray().Count, (int?)list.Json["count"]));
        Assert.Equal(expected, export.Text.Count(character => character == '\n'));
        Assert.Single(await api.IdsAsync($"tutors?{query}", tutor.Caller));
    }

    [Theory]
    [InlineData("sort=email", "invalid-parameter")]
    [InlineData("sort=hourlyRateMinor", "invalid-parameter")]
    [InlineData("email=a", "unknown-parameter")]
    [InlineData("hourlyRateMinor=4500", "unknown-parameter")]
    public async Task No_order_and_no_filter_tells_them(string query, string code) =>
        (await api.GetAsync($"tutors?{query}", ("X-Dev-Role", "student"))).AssertProblem(400, code);

    [Fact]
    public async Task The_tag_of_what_one_role_sees_does_not_answer_for_the_other()
    {
        var tutor = await Person.TutorAsync(api);
        var student = await Person.StudentAsync(api, tutor);
        string whole = (await api.GetAsync(tutor.Path)).ETag!;
        string part = (await api.GetAsync(tutor.Path, student.Caller)).ETag!;

        Assert.NotEqual(whole, part);
        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync(student, part)).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(student, whole)).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(tutor.Path, ("If-None-Match", part))).Status);
        // Who has seen only a part of the row must not change it.
        (await api.PatchAsync(tutor.Path, """{"hourlyRateMinor":1}""", ("If-Match", part)))
            .AssertProblem(412, "precondition-failed");

        Task<Answer> GetAsync(Person caller, string tag) =>
            api.GetAsync(tutor.Path, [.. caller.Caller, ("If-None-Match", tag)]);
    }
}
