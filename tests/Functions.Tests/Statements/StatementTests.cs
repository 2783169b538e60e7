using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Statements;

/// <summary>
/// Every statement that the API can send, explained as it ran in a large school: with 50,000 rows in each table that
/// grows, and in the long tests with a million.
/// </summary>
public sealed class StatementTests(ExplainedSchool school) : IClassFixture<ExplainedSchool>
{
    /// <summary>An index is a level deeper at most, and a page's rows are on a page of the table each.</summary>
    private const int Growth = 3;
    // What a page may pass over: beside less than that, a small school's few pages say nothing.
    private const int MostBuffers = Plan.MaxReadRows;

    /// <summary>Functions that send more than one command, and why one would not do.</summary>
    private static readonly Dictionary<string, string> MoreRoundTrips = new()
    {
        ["createBotMessage"] = "The text is made of the template and the values before the message is written.",
        ["listStudentTutors"] = "Whether the student is there is looked up first: an empty list is another answer.",
        ["listTutorStudents"] = "Whether the tutor is there is looked up first: an empty list is another answer.",
        ["markConversationRead"] = "The answer is the conversation as it is after the mark, and why there was none.",
        ["streamConversationEvents"] = "A stream looks for messages as long as it is open.",
        ["getStatus"] = "Without a journal that the API may read, the standbys are still answered.",
        ["getReadiness"] = "One look is shared by all probes of a second, in a trace of its own.",
    };

    [Fact]
    public void No_statement_reads_a_table_sorts_more_than_a_page_or_spills()
    {
        var faults = school.Requests.Where(request => !ExplainedSchool.IsCostly(request))
            .SelectMany(request => request.Faults).ToList();

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Every_function_was_sent_and_every_statement_that_may_cost_more_is_there()
    {
        var sent = school.Requests.Select(request => request.Request.Function).ToHashSet();

        Assert.Empty(PlannedRequest.Functions().Select(PlannedRequest.NameOf).Except(sent));
        Assert.All(Samples.All.SelectMany(samples => samples.Costly), costly => Assert.Contains(
            school.Requests, request => ExplainedSchool.IsOf(costly, request) && request.Faults.Any()));
    }

    [Fact]
    public void A_request_is_one_round_trip()
    {
        var more = school.Requests
            .Where(request => request.Status < 400 && !request.Request.HasKey && request.RoundTrips > 1
                && !request.Request.IsExport
                && !MoreRoundTrips.ContainsKey(request.Request.Function))
            .Select(request => $"{request.Request}: {request.RoundTrips}").ToList();

        Assert.True(more.Count == 0, string.Join('\n', more));
    }

    [Fact]
    public void What_a_function_reads_is_the_same_from_ten_thousand_rows_to_a_million()
    {
        Assert.SkipUnless(school.Small.Count > 0, "LECTERN_LONG_TESTS=1 fills a school with a million rows.");
        var costs = CostTable.Of(school);
        if (Environment.GetEnvironmentVariable("UPDATE_SCALING") == "1")
        {
            CostTable.Write(costs);
        }

        var grown = costs.Where(cost => cost.Large > Math.Max(Growth * cost.Small, MostBuffers))
            .Select(cost => $"{cost}");
        Assert.Empty(grown);
    }

    [Fact]
    public void The_requests_are_answered_as_the_samples_say()
    {
        var failed = school.Requests.Where(request => request.Status >= 500).Select(request => $"{request.Request}");

        Assert.Empty(failed);
        Assert.Contains(school.Requests, request => request is { Status: 201, RoundTrips: 1, Request.HasKey: false });
    }
}
