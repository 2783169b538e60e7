using System.Text.Json;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.BotMessages;

public sealed class RenderTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Theory]
    [InlineData("Dear {{name}}, {{name}}!", "Ada", "Dear Ada, Ada!")]
    [InlineData("{{name}}", "{{name}}", "{{name}}")]
    [InlineData("{{{name}}}", "Ada", "{Ada}")]
    [InlineData("{{a{{name}}}}", "b", "{{ab}}")]
    [InlineData("{{{{name}}}}", "name", "{{name}}")]
    [InlineData("{{name}} {{ name }} {{#if name}} {{/if}} {{>p}} {{&name}} {{name", "x",
        "x {{ name }} {{#if name}} {{/if}} {{>p}} {{&name}} {{name")]
    [InlineData("<b>{{name}}</b>", "<script>alert(\"1\" & '2')</script>", "<b><script>alert(\"1\" & '2')</script></b>")]
    [InlineData("{{name}}", "$1 $& ${name} \\1 %s {0}", "$1 $& ${name} \\1 %s {0}")]
    [InlineData("שלום {{name}}, ‏להתראות", "محمد\u200F \u202Eabc\u202C", "שלום محمد\u200F \u202Eabc\u202C, ‏להתראות")]
    [InlineData("a\r\n{{name}}\tb", "\n😀e\u0301", "a\n\n😀e\u0301\tb")]
    [InlineData("[{{name}}]", "", "[]")]
    public async Task The_text_is_exact_and_nothing_is_evaluated(string body, string value, string expected) =>
        Assert.Equal(expected, await RenderAsync(body, new { name = value }));

    [Fact]
    public async Task A_value_may_have_ten_kilobytes()
    {
        string value = string.Concat(Enumerable.Repeat("{{b}}<ü>", 1280));

        Assert.Equal($"{value}|{value}|B", await RenderAsync("{{a}}|{{a}}|{{b}}", new { a = value, b = "B" }));
    }

    [Fact]
    public async Task Names_of_placeholders_know_upper_from_lower_case() =>
        Assert.Equal("1 2 3", await RenderAsync(
            "{{a}} {{A}} {{_9}}", new Dictionary<string, string> { ["a"] = "1", ["A"] = "2", ["_9"] = "3" }));

    [Theory]
    [InlineData("""{"values":{"a":"1"}}""", "values.b")]
    [InlineData("""{"values":{"a":"1","b":"2","c":"3"}}""", "values.c")]
    [InlineData("""{"values":{"a":"1","B":"2"}}""", "values.b")]
    [InlineData("""{"values":{"a":"1","b":null}}""", "values.b")]
    [InlineData("""{"values":{"a":"1","b":2}}""", "values.b")]
    [InlineData("""{"values":{"a":"1","b":["x"]}}""", "values.b")]
    [InlineData("""{"values":{"a":"1","a":"1","b":"2"}}""", "values.a")]
    [InlineData("""{"values":{"a":"\u0000","b":"2"}}""", "values.a")]
    [InlineData("""{"values":{"a":"\u001b","b":"2"}}""", "values.a")]
    [InlineData("""{"values":{"a":"\ud83d","b":"2"}}""", "values.a")]
    [InlineData("""{"values":{"a":"1","b":"2","\ud83d":"x"}}""", "values")]
    [InlineData("""{"values":[]}""", "values")]
    [InlineData("""{"values":null}""", "values")]
    [InlineData("{}", "values")]
    [InlineData("""{"values":{"a":"1","b":"2"},"locale":"de"}""", "locale")]
    public async Task A_value_that_is_missing_unknown_or_no_text_is_named(string body, string path)
    {
        var (template, _) = await NewTemplate.CreateAsync(api, "{{a}} {{b}}");

        (await api.PostAsync($"{template}/render", body)).AssertProblem(422, "validation-failed").AssertErrorAt(path);
    }

    [Fact]
    public async Task A_value_that_is_too_long_is_named()
    {
        var (template, _) = await NewTemplate.CreateAsync(api, "{{a}}");

        string body = JsonSerializer.Serialize(new { values = new { a = new string('x', 16385) } });
        (await api.PostAsync($"{template}/render", body))
            .AssertProblem(422, "validation-failed").AssertErrorAt("values.a");
    }

    [Fact]
    public async Task Of_very_many_unknown_values_some_are_named()
    {
        var (template, _) = await NewTemplate.CreateAsync(
            api, string.Concat(Enumerable.Range(0, 100).Select(i => $"{{{{placeholder_{i}}}}}")));

        var answer = await api.PostAsync($"{template}/render", JsonSerializer.Serialize(
            new { values = Enumerable.Range(0, 100_000).ToDictionary(i => $"{i}", _ => "") }));

        answer.AssertProblem(422, "validation-failed");
        Assert.Equal(100, answer.Json["errors"]!.AsObject().Count);
    }

    [Fact]
    public async Task An_unknown_template_is_not_found() =>
        (await api.PostAsync($"bot-messages/templates/{Guid.NewGuid()}/render", """{"values":{}}"""))
            .AssertProblem(404, "not-found");

    private async Task<string> RenderAsync(string body, object values)
    {
        var (path, _) = await NewTemplate.CreateAsync(api, body);
        var answer = await api.PostAsync($"{path}/render", JsonSerializer.Serialize(new { values }));
        Assert.True(answer.Status == System.Net.HttpStatusCode.OK, answer.Text);
        return (string)answer.Json["text"]!;
    }
}
