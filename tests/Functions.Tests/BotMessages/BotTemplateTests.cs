using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.BotMessages;

public sealed class BotTemplateTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_template_is_answered_whole_with_the_placeholders_of_its_body()
    {
        var (path, answer) = await NewTemplate.CreateAsync(api, "{{b}} {{a_1}} {{b}} {{ c }} {{d-e}} {{}} {f}");

        Assert.Equal("""["b","a_1"]""", answer.Json["placeholders"]!.ToJsonString());
        Assert.True((bool)answer.Json["isActive"]!);
        Assert.Equal("\"1\"", answer.ETag);
        Assert.Equal(answer.Text, (await api.GetAsync(path)).Text);
        Assert.Equal(HttpStatusCode.NotModified, (await api.GetAsync(path, ("If-None-Match", answer.ETag!))).Status);
    }

    [Fact]
    public async Task A_name_is_taken_once_in_a_language_whatever_its_case()
    {
        string name = NewTemplate.Name;
        await NewTemplate.CreateAsync(api, "x", name, "de-AT");
        await NewTemplate.CreateAsync(api, "x", name, "de");

        (await api.PostAsync("bot-messages/templates", NewTemplate.Body("y", name, "DE-at")))
            .AssertProblem(409, "conflict").AssertErrorAt("name");
    }

    [Fact]
    public async Task Of_ten_simultaneous_creates_with_one_name_one_succeeds()
    {
        string body = NewTemplate.Body("x", NewTemplate.Name);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => api.PostAsync("bot-messages/templates", body)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(9, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("a b", "en", "x", "name")]
    [InlineData("", "en", "x", "name")]
    [InlineData("a\n", "en", "x", "name")]
    [InlineData("a", "english!", "x", "locale")]
    [InlineData("a", "", "x", "locale")]
    [InlineData("a", "de-aaaaaaaa-aaaaaaaa-aaaaaaaa-aaaaaaaa", "x", "locale")]
    [InlineData("a", "en", " ", "body")]
    public async Task What_is_no_template_is_refused_by_its_path(
        string name, string locale, string body, string path) =>
        (await api.PostAsync("bot-messages/templates", JsonSerializer.Serialize(new { name, locale, body })))
            .AssertProblem(422, "validation-failed").AssertErrorAt(path);

    [Fact]
    public async Task Placeholders_are_derived_and_not_given() =>
        (await api.PostAsync("bot-messages/templates",
            """{"name":"a","locale":"en","body":"x","placeholders":["x"]}"""))
            .AssertProblem(422, "validation-failed").AssertErrorAt("placeholders");

    [Fact]
    public async Task A_patch_of_the_body_changes_the_placeholders_and_another_leaves_them()
    {
        var (path, created) = await NewTemplate.CreateAsync(api, "{{a}}");

        var inactive = await api.PatchAsync(path, """{"isActive":false}""");
        var changed = await api.PatchAsync(path, """{"body":"{{z}} and {{y}}"}""", ("If-Match", inactive.ETag!));
        var stale = await api.PatchAsync(path, """{"body":"lost"}""", ("If-Match", created.ETag!));

        Assert.Equal("""["a"]""", inactive.Json["placeholders"]!.ToJsonString());
        Assert.Equal("""["z","y"]""", changed.Json["placeholders"]!.ToJsonString());
        Assert.False((bool)changed.Json["isActive"]!);
        stale.AssertProblem(412, "precondition-failed");
        (await api.PatchAsync(path, """{"body":null}""")).AssertProblem(422, "validation-failed").AssertErrorAt("body");
    }

    [Fact]
    public async Task A_deleted_template_is_gone()
    {
        var (path, created) = await NewTemplate.CreateAsync(api, "x");
        await api.PatchAsync(path, """{"body":"y"}""");

        (await api.DeleteAsync(path, ("If-Match", created.ETag!))).AssertProblem(412, "precondition-failed");
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(path)).Status);
        (await api.DeleteAsync(path)).AssertProblem(404, "not-found");
        (await api.GetAsync(path)).AssertProblem(404, "not-found");
        (await api.PatchAsync(path, "{}")).AssertProblem(404, "not-found");
    }

    [Fact]
    public async Task Filters_pages_and_exports_have_the_same_rows()
    {
        string name = NewTemplate.Name;
        foreach (string locale in new[] { "de", "de-AT", "en", "fr" })
        {
            await NewTemplate.CreateAsync(api, "{{a}} {{b}}", name, locale);
        }

        var locales = new List<string>();
        for (string? path = $"bot-messages/templates?name={name}&limit=3&sort=-name"; path is not null;)
        {
            var page = await api.GetAsync(path);
            locales.AddRange(page.Json["value"]!.AsArray().Select(template => (string)template!["locale"]!));
            path = (string?)page.Json["nextLink"];
        }

        var rows = await api.GetAsync($"bot-messages/templates/export?name={name}&locale=DE-at&active=true");
        var csv = await api.GetAsync($"bot-messages/templates/export?name={name}&format=csv");

        // Equal names are in the order of their ids, and ids of one millisecond in none.
        Assert.Equal(["de", "de-AT", "en", "fr"], locales.Order(StringComparer.Ordinal));
        Assert.Equal("de-AT", (string?)JsonNode.Parse(rows.Text)!["locale"]);
        Assert.Equal(5, csv.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(",a;b,true,", csv.Text, StringComparison.Ordinal);
        var inactive = await api.GetAsync($"bot-messages/templates?name={name}&active=false&count=true");
        Assert.Equal(0, (int?)inactive.Json["count"]);
    }

    [Fact]
    public async Task Tutors_read_and_render_admins_write_and_students_do_neither()
    {
        var (path, _) = await NewTemplate.CreateAsync(api, "Hello");
        (string, string) tutor = ("X-Dev-Role", "tutor"), student = ("X-Dev-Role", "student");

        foreach (string read in new[] { path, "bot-messages/templates", "bot-messages/templates/export" })
        {
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(read, tutor)).Status);
            (await api.GetAsync(read, student)).AssertProblem(403, "forbidden");
        }

        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync($"{path}/render", """{"values":{}}""", tutor)).Status);
        (await api.PostAsync($"{path}/render", """{"values":{}}""", student)).AssertProblem(403, "forbidden");
        (await api.PostAsync("bot-messages/templates", NewTemplate.Body("x"), tutor)).AssertProblem(403, "forbidden");
        (await api.PatchAsync(path, "{}", tutor)).AssertProblem(403, "forbidden");
        (await api.DeleteAsync(path, tutor)).AssertProblem(403, "forbidden");
    }
}
