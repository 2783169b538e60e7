using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Tutors;

public sealed class ListTutorsTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Theory]
    [InlineData("createdAt")]
    [InlineData("-createdAt")]
    [InlineData("fullName")]
    [InlineData("-fullName")]
    public async Task Pages_add_up_to_the_whole_list_in_its_order(string sort)
    {
        string tag = $"walk{sort.Replace("-", "x", StringComparison.Ordinal)}";
        for (int i = 0; i < 7; i++)
        {
            await NewTutor.CreateAsync(api, NewTutor.Body($"Name {i % 3}", $"{tag}.{i}@example.org"));
        }

        var whole = await api.IdsAsync($"tutors?q={tag}.&sort={sort}");
        var walked = new List<string>();
        for (string? path = $"tutors?limit=3&q={tag}.&sort={sort}"; path is not null;)
        {
            walked.AddRange(await api.IdsAsync(path));
            path = (string?)(await api.GetAsync(path)).Json["nextLink"];
        }

        Assert.Equal(7, whole.Count);
        Assert.Equal(whole, walked);
    }

    [Fact]
    public async Task Filters_let_through_what_meets_all_of_them()
    {
        string tag = $"{Guid.NewGuid():N}";
        await NewTutor.CreateAsync(api, NewTutor.Body("T1", $"1.{tag}@example.org", "Maths", "Français"));
        var (second, _) = await NewTutor.CreateAsync(api, NewTutor.Body("T2", $"2.{tag}@example.org", "Maths"));
        await NewTutor.CreateAsync(api, NewTutor.Body("T3", $"3.{tag}@example.org", "Mathsy"));
        await api.PatchAsync(second, """{"isActive":false}""");

        Assert.Equal(["T1", "T2"], await NamesAsync($"tutors?q={tag}&subject=Maths&sort=fullName"));
        Assert.Equal(["T1"], await NamesAsync($"tutors?q={tag}&subject=Fran%C3%A7ais"));
        Assert.Equal(["T1"], await NamesAsync($"tutors?q={tag}&subject=Maths&active=true"));
        Assert.Equal(["T2"], await NamesAsync($"tutors?q={tag}&active=false"));
        Assert.Equal(["T3"], await NamesAsync($"tutors?q=3.{tag.ToUpperInvariant()}"));
        Assert.Empty(await NamesAsync($"tutors?q={tag}&subject=maths"));
        Assert.Equal(2, (int?)(await api.GetAsync($"tutors?q={tag}&subject=Maths&count=true&limit=1")).Json["count"]);
    }

    [Theory]
    [InlineData("sort=email", "invalid-parameter")]
    [InlineData("grade=3", "unknown-parameter")]
    [InlineData("active=yes", "invalid-parameter")]
    [InlineData("subject=%00", "invalid-parameter")]
    [InlineData("cursor=abc", "invalid-cursor")]
    public async Task A_query_that_means_nothing_is_refused(string query, string code) =>
        (await api.GetAsync($"tutors?{query}")).AssertProblem(400, code);

    [Fact]
    public async Task An_export_has_the_rows_of_the_filter_in_both_forms()
    {
        string tag = $"{Guid.NewGuid():N}";
        var (_, created) = await NewTutor.CreateAsync(
            api, NewTutor.Body("=1+1", $"1.{tag}@example.org", "Maths", "Art; Craft"));
        await NewTutor.CreateAsync(api, NewTutor.Body("Other", $"2.{tag}@example.org", "Art"));

        var lines = await api.GetAsync($"tutors/export?q={tag}&subject=Maths");
        var table = await api.GetAsync($"tutors/export?q={tag}&subject=Maths&format=csv");

        Assert.Equal(created.Text + "\n", lines.Text);
        Assert.StartsWith(
            "id,fullName,email,subjects,hourlyRateMinor,currency,isActive,userId,createdAt,updatedAt\r\n",
            table.Text, StringComparison.Ordinal);
        Assert.Contains(
            $",'=1+1,1.{tag}@example.org,Maths;Art; Craft,4500,EUR,true,,", table.Text, StringComparison.Ordinal);
    }

    private async Task<List<string>> NamesAsync(string path) =>
        [.. (await api.GetAsync(path)).Json["value"]!.AsArray().Select(tutor => (string)tutor!["fullName"]!)];
}
