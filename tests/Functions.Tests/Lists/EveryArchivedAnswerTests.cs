using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Lists;

/// <summary>The API answers the same before and after old rows are archived.</summary>
public sealed class EveryArchivedAnswerTests(FullSchool school) : IClassFixture<FullSchool>
{
    // Their answers have times, or ids of traces.
    private static readonly string[] Changing = ["status", "health/live", "health/ready", "about", "me"];

    private static readonly string[] Filtered =
    [
        $"payments?studentId={FullSchool.First}", "payments?from=2026-01-01&to=2026-01-01", "payments?from=2026-01-02",
        "payments?status=succeeded", "payments?status=partially_refunded", "payments?status=refunded",
        "payments/summary?from=2026-01-01", "payments/export?format=csv",
        $"conversations/{FullSchool.First}/messages/export?format=csv",
    ];

    [Fact]
    public async Task Every_answer_is_the_same_after_all_that_is_old_is_archived()
    {
        var before = await AnswersAsync();

        var moved = Archive.All(school);

        // The last message of the conversation stays. A backend made from Lectern may have removed the payments.
        int payments = school.Lists.Contains("payments") ? FullSchool.Rows : 0;
        Assert.Equal((FullSchool.Rows - 1, payments, payments), (moved.Messages, moved.Payments, moved.Refunds));
        var after = await AnswersAsync();
        Assert.Equal(before.Keys, after.Keys);
        Assert.All(before, answer => Assert.Equal(answer.Value, after[answer.Key]));
    }

    private async Task<SortedDictionary<string, string>> AnswersAsync()
    {
        var answers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in Paths())
        {
            for (string? next = path; next is not null && !answers.ContainsKey(next);)
            {
                var answer = await school.GetAsync(next);
                answers.Add(next, $"{(int)answer.Status} {answer.ETag} {answer.Text}");
                next = path.Contains("limit=", StringComparison.Ordinal) ? (string?)answer.Json["nextLink"] : null;
            }
        }

        return answers;
    }

    private IEnumerable<string> Paths() =>
    [
        .. school.Operations.Where(operation => operation.Method == "GET")
            .Select(operation => FullSchool.Fill(operation.Path))
            .Where(path => !Changing.Contains(path) && !path.EndsWith("/events", StringComparison.Ordinal)),
        .. school.Lists.SelectMany(list => new[] { $"{list}?limit=7", $"{list}?count=true" }),
        .. Filtered.Where(path => school.Lists.Contains(path.Split('?', '/')[0])),
    ];
}
