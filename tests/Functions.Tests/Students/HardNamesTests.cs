using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Students;

/// <summary>
/// Ten thousand students with names that break things: NFC and NFD, quotes, emoji, right to left, SQL.
/// </summary>
public sealed class HardNamesTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task Ten_thousand_hard_names_are_kept_composed_and_walked_exactly_once_while_others_come_and_go()
    {
        string[] sent = await File.ReadAllLinesAsync(
            Path.Combine(AppContext.BaseDirectory, "Data", "students.ndjson"), TestContext.Current.CancellationToken);
        var expected = new Dictionary<string, JsonNode>();
        foreach (string line in sent)
        {
            var answer = await api.PostAsync("students", line);
            Assert.True(answer.Status == HttpStatusCode.Created, $"{line} → {answer.Text}");
            expected.Add((string)answer.Json["id"]!, JsonNode.Parse(line)!);
        }

        Assert.Equal(10_000, expected.Count);
        using var others = new CancellationTokenSource();
        var comingAndGoing = ComeAndGoAsync(others.Token);
        foreach (string sort in new[] { "createdAt", "-createdAt", "fullName", "-fullName" })
        {
            AssertExactlyOnce(expected, await WalkAsync(sort));
        }

        await others.CancelAsync();
        Assert.True(await comingAndGoing > 0, "Nobody came or went during the walks.");
    }

    private static void AssertExactlyOnce(Dictionary<string, JsonNode> expected, List<JsonNode> walked)
    {
        var seen = walked.Where(student => expected.ContainsKey((string)student["id"]!)).ToList();
        Assert.Equal(expected.Count, seen.Count);
        Assert.Equal(expected.Count, seen.DistinctBy(student => (string)student["id"]!).Count());
        foreach (var student in seen)
        {
            var original = expected[(string)student["id"]!];
            Assert.Equal(((string)original["fullName"]!).Normalize(), (string)student["fullName"]!);
            Assert.Equal((string)original["email"]!, (string)student["email"]!);
            Assert.Equal((int?)original["grade"], (int?)student["grade"]);
            Assert.Equal((string?)original["dateOfBirth"], (string?)student["dateOfBirth"]);
            Assert.Equal((bool?)original["isActive"] ?? true, (bool)student["isActive"]!);
        }
    }

    private async Task<List<JsonNode>> WalkAsync(string sort)
    {
        var students = new List<JsonNode>();
        string? path = $"students?limit=97&sort={sort}";
        while (path is not null)
        {
            var page = (await api.GetAsync(path)).Json;
            students.AddRange(page["value"]!.AsArray().Select(student => student!));
            path = (string?)page["nextLink"];
        }

        return students;
    }

    private async Task<int> ComeAndGoAsync(CancellationToken stop)
    {
        var present = new ConcurrentQueue<string>();
        int count = 0;
        for (; !stop.IsCancellationRequested; count++)
        {
            // Names all over the alphabet, so that rows come and go on every page.
            var (path, _) = await NewStudent.CreateAsync(api, NewStudent.Body($"{(char)('A' + count % 26)} passer-by"));
            present.Enqueue(path);
            if (count % 3 == 2 && present.TryDequeue(out string? leaving))
            {
                await api.DeleteAsync(leaving);
            }
        }

        return count;
    }
}
