using System.Net;
using System.Text.Json;
using Lectern.Functions.Tests.Conversations;
using Lectern.Functions.Tests.Students;
using Lectern.Functions.Tests.Support;
using Lectern.Functions.Tests.Tutors;
using Lectern.Functions.Tests.Users;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>Texts that look the same are the same, and none has characters that nobody sees alone.</summary>
public sealed class TextFormTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    private const string Composed = "Zo\u00EB";
    private const string Decomposed = "Zoe\u0308";

    [Fact]
    public async Task Names_are_stored_composed_and_without_blanks_around_them()
    {
        var (path, created) = await NewStudent.CreateAsync(
            api, NewStudent.Body($" \u00A0{Decomposed}\t", $" {Decomposed}@example.org "));
        var (tutor, _) = await NewTutor.CreateAsync(
            api, NewTutor.Body(subjects: [$" {Decomposed}", "Fran\u0063\u0327ais "]));

        Assert.Equal(
            (Composed, $"{Composed}@example.org"),
            ((string?)created.Json["fullName"], (string?)created.Json["email"]));
        Assert.Equal(
            [Composed, "Fran\u00E7ais"],
            (await api.GetAsync(tutor)).Json["subjects"]!.AsArray().Select(subject => (string?)subject));

        await api.PatchAsync(path, Body("fullName", $"{Decomposed} B "));

        Assert.Equal($"{Composed} B", (string?)(await api.GetAsync(path)).Json["fullName"]);
    }

    [Theory]
    [InlineData("username")]
    [InlineData("email")]
    public async Task What_is_unique_is_so_whatever_way_it_is_written(string member)
    {
        string tag = $"{Guid.NewGuid():N}@example.org";
        await NewUser.CreateAsync(api, (member, Composed + tag));

        (await api.PostAsync("users", NewUser.Body((member, $" {Decomposed}{tag} "))))
            .AssertProblem(409, "conflict").AssertErrorAt(member);
    }

    [Fact]
    public async Task A_search_and_a_filter_find_what_is_written_in_another_way()
    {
        string tag = $"{Guid.NewGuid():N}";
        await NewTutor.CreateAsync(api, NewTutor.Body(Composed + tag, $"{tag}@example.org", Composed + tag));

        foreach (string filter in new[] { $"q={Decomposed.ToUpperInvariant()}{tag}", $"subject= {Decomposed}{tag} " })
        {
            Assert.Single(await api.IdsAsync(
                $"tutors?{Uri.EscapeDataString(filter).Replace("%3D", "=", StringComparison.Ordinal)}"));
        }

        Assert.Single(await api.IdsAsync($"tutors?q=%20{tag}%09"));
    }

    [Theory]
    [InlineData("a\u0007b")]
    [InlineData("a\u001Bb")]
    [InlineData("a\u0085b")]
    [InlineData("a\nb")]
    [InlineData("a\tb")]
    [InlineData("a\rb")]
    [InlineData("a\u2028b")]
    [InlineData("\u200B")]
    [InlineData("\u200D\uFEFF \u2060")]
    [InlineData("\u00AD\u034F")]
    [InlineData("\u3164")]
    [InlineData("\u2800\uFE0F")]
    [InlineData("\U000E0020\U000E0100")]
    public async Task A_name_is_one_line_of_visible_text(string name)
    {
        (await api.PostAsync("students", NewStudent.Body(name))).AssertProblem(422, "validation-failed")
            .AssertErrorAt("fullName");
        var tutor = (await api.PostAsync("tutors", NewTutor.Body(subjects: [name])))
            .AssertProblem(422, "validation-failed");
        Assert.StartsWith("subjects", tutor.Json["errors"]!.AsObject().Single().Key, StringComparison.Ordinal);
        // Together with a fault that makes the JSON unreadable.
        (await api.PostAsync("users", NewUser.Body(("username", name), ("isActive", 7))))
            .AssertProblem(422, "validation-failed").AssertErrorAt("username").AssertErrorAt("isActive");
    }

    [Theory]
    [InlineData("ada\u200B@example.org")]
    [InlineData("ada@exam\u00ADple.org")]
    [InlineData("ada@\u202Eexample.org")]
    public async Task An_address_has_no_invisible_characters(string address) =>
        (await api.PostAsync("students", NewStudent.Body(email: address)))
            .AssertProblem(422, "validation-failed").AssertErrorAt("email");

    [Fact]
    public async Task A_message_keeps_its_lines_and_what_is_around_them()
    {
        var (path, users) = await NewConversation.CreateAsync(api);

        var posted = await NewConversation.PostAsync(api, path, users[0], "  a\r\n\tb\u200Dc\n");

        Assert.Equal("  a\n\tb\u200Dc\n", (string?)posted.Json["body"]);
        foreach (string wrong in new[] { "a\u0000", "a\u0007", "a\rb", "\u200B\n" })
        {
            (await api.PostAsync(
                $"{path}/messages", NewConversation.MessageBody(wrong), NewConversation.As(users[0])))
                .AssertProblem(422, "validation-failed").AssertErrorAt("body");
        }
    }

    [Fact]
    public async Task A_fault_says_what_is_wrong()
    {
        var control = await api.PostAsync("students", NewStudent.Body("a\u0007b"));
        var invisible = await api.PostAsync("students", NewStudent.Body("\u200B"));

        Assert.Equal("must not have control characters", (string?)control.Json["errors"]!["fullName"]![0]);
        Assert.Equal(
            "must have 1 to 200 characters on one line, some of them visible",
            (string?)invisible.Json["errors"]!["fullName"]![0]);
    }

    [Theory]
    [InlineData("q=a%07b")]
    [InlineData("q=a%0Ab")]
    [InlineData("subject=%1B")]
    public async Task A_filter_has_no_control_characters(string query) =>
        (await api.GetAsync($"tutors?{query}")).AssertProblem(400, "invalid-parameter");

    [Fact]
    public async Task What_the_database_had_before_is_read_as_it_is()
    {
        var (path, created) = await NewStudent.CreateAsync(api);
        await Money.ExecuteAsync(api, $"""
            update students set full_name = e' Zoe\u0308\u0007' where id = '{(string)created.Json["id"]!}'
            """);

        var read = await api.GetAsync(path);

        Assert.Equal((HttpStatusCode.OK, $" {Decomposed}\u0007"), (read.Status, (string?)read.Json["fullName"]));
        Assert.Equal(HttpStatusCode.OK, (await api.PatchAsync(path, """{"grade":3}""")).Status);
    }

    private static string Body(string member, string value) =>
        JsonSerializer.Serialize(new Dictionary<string, string> { [member] = value });
}
