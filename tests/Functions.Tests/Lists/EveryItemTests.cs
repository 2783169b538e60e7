using System.Net;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Lists;

/// <summary>What the contract says of items and their tags, held to every item that the API describes.</summary>
public sealed class EveryItemTests(FullSchool school) : IClassFixture<FullSchool>
{
    [Fact]
    public async Task A_known_tag_gets_304_without_a_body_and_another_gets_the_row()
    {
        foreach (string path in Items())
        {
            var row = await school.GetAsync(path);
            Assert.True(row is { Status: HttpStatusCode.OK, ETag: not null }, $"{path}: {row.Status} {row.ETag}");

            foreach (string known in new[] { row.ETag, $"W/{row.ETag}", "*", $"\"none\", {row.ETag}" })
            {
                var answer = await school.GetAsync(path, ("If-None-Match", known));
                Assert.Equal((HttpStatusCode.NotModified, "", row.ETag), (answer.Status, answer.Text, answer.ETag));
            }

            Assert.Equal(row.Text, (await school.GetAsync(path, ("If-None-Match", "\"none\""))).Text);
            (await school.GetAsync(path, ("If-None-Match", "none"))).AssertProblem(400, "invalid-parameter");
        }
    }

    [Fact]
    public async Task A_change_for_another_version_is_refused_and_changes_nothing()
    {
        var changes = school.Operations
            .Where(operation => FullSchool.ParametersOf(operation.Operation).Contains("If-Match")).ToList();
        Assert.All(
            school.Operations.Where(operation => operation.Method is "PATCH" or "PUT" or "DELETE"),
            change => Assert.Contains(change, changes));
        var before = await TextsAsync();

        foreach (var change in changes)
        {
            (await SendAsync(change, FullSchool.First, "\"4711\"")).AssertProblem(412, "precondition-failed");
            (await SendAsync(change, FullSchool.First, "W/\"1\"")).AssertProblem(412, "precondition-failed");
            (await SendAsync(change, FullSchool.First, "4711")).AssertProblem(400, "invalid-parameter");
        }

        Assert.Equal(before, await TextsAsync());
    }

    [Fact]
    public async Task Of_ten_who_change_one_version_at_once_one_succeeds()
    {
        foreach (var change in school.Operations.Where(operation =>
            operation.Method == "PATCH" || operation is { Method: "PUT", Path: "users/{id}/profile" }))
        {
            var before = await school.GetAsync(FullSchool.Fill(change.Path));

            var answers = await Task.WhenAll(
                Enumerable.Range(0, 10).Select(_ => SendAsync(change, FullSchool.First, before.ETag)));

            var winner = answers.AssertOneWon(412, "precondition-failed");
            var after = await school.GetAsync(FullSchool.Fill(change.Path));
            Assert.Equal((winner.Text, winner.ETag), (after.Text, after.ETag));
            Assert.NotEqual(before.ETag, after.ETag);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_whoever_asks_for_what()
    {
        string nobody = $"{Guid.NewGuid()}";
        foreach (var operation in school.Operations.Where(operation => operation.Path.Contains("{id}")))
        {
            (await SendAsync(operation, nobody, null)).AssertProblem(404, "not-found");
        }
    }

    /// <summary>The items: what has an id of its own, and what there is one of.</summary>
    private IEnumerable<string> Items() => school.Operations
        .Where(operation => operation.Method == "GET"
            && (operation.Path.EndsWith("Id}", StringComparison.Ordinal)
                || operation.Path.EndsWith("{id}", StringComparison.Ordinal)
                || operation.Path.EndsWith("/profile", StringComparison.Ordinal)))
        .Select(operation => FullSchool.Fill(operation.Path));

    private async Task<List<string>> TextsAsync()
    {
        var texts = new List<string>();
        foreach (string path in Items())
        {
            texts.Add((await school.GetAsync(path)).Text);
        }

        return texts;
    }

    /// <summary>Sends an operation the body that its description has as an example.</summary>
    private Task<Answer> SendAsync(
        (string Method, string Path, JsonNode Operation) operation, string id, string? ifMatch)
    {
        string path = operation.Path.Replace("{id}", id, StringComparison.Ordinal);
        var body = operation.Operation["requestBody"]?["content"]!.AsObject().Single() is var (mediaType, content)
            ? Requests.Json(content!["example"]!.ToJsonString(), mediaType)
            : null;
        (string, string)[] headers = ifMatch is null ? [Money.Key] : [("If-Match", ifMatch)];
        return school.SendAsync(new(operation.Method), FullSchool.Fill(path), body, headers);
    }
}
