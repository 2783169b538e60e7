using System.Text.Json.Nodes;
using Lectern.Functions.Data;
using Lectern.Functions.Tests.Support;
using Xunit;
using Sql = Lectern.Testing.Sql;

namespace Lectern.Functions.Tests.Lists;

/// <summary>What the contract says of lists, held to every list that the API describes.</summary>
public sealed class EveryListTests(FullSchool school) : IClassFixture<FullSchool>
{
    private const int PageSize = 7;

    [Fact]
    public async Task Every_order_is_walked_exactly_once_both_ways_while_rows_come_and_go()
    {
        using var others = new CancellationTokenSource();
        var comingAndGoing = school.ComeAndGoAsync(others.Token);
        foreach (string list in school.Lists)
        {
            foreach (string sort in (await SortsAsync(list)).Where(sort => sort[0] != '-'))
            {
                var forward = await WalkAsync($"{list}?sort={sort}&limit={PageSize}");
                var backward = await WalkAsync($"{list}?sort=-{sort}&limit={PageSize}");

                Assert.Equal(FullSchool.Rows, StayingIds(forward).Distinct().Count());
                Assert.Equal(FullSchool.Rows, StayingIds(forward).Count());
                Assert.Equal(StayingIds(forward), StayingIds(backward).Reverse());
                AssertAscending(forward.Select(row => row[sort]!));
            }
        }

        await others.CancelAsync();
        Assert.True(await comingAndGoing > 0, "Nothing came or went during the walks.");
    }

    [Fact]
    public async Task Rows_are_counted_on_every_page_when_asked_for()
    {
        foreach (string list in school.Lists)
        {
            Assert.False((await school.GetAsync($"{list}?limit=1")).Json.AsObject().ContainsKey("count"));
            var first = (await school.GetAsync($"{list}?limit={PageSize}&count=true")).Json;
            var second = (await school.GetAsync((string)first["nextLink"]!)).Json;
            int all = (await WalkAsync($"{list}?limit=200")).Count;

            Assert.Equal((all, all), ((int)first["count"]!, (int)second["count"]!));
            Assert.InRange(all, FullSchool.Rows, FullSchool.Rows + 1);
        }
    }

    [Fact]
    public async Task An_estimated_count_says_so_and_an_exact_one_does_not()
    {
        Sql.Execute(school.Database.OwnerConnectionString, "analyze");
        foreach (string list in school.Lists)
        {
            var estimated = (await school.GetAsync($"{list}?limit=1&count={Counting.Estimated}")).Json.AsObject();
            var exact = (await school.GetAsync($"{list}?limit=1&count={Counting.Exact}")).Json.AsObject();

            Assert.True((bool)estimated["countIsEstimate"]!);
            Assert.True((int)estimated["count"]! > 0);
            Assert.False(exact.ContainsKey("countIsEstimate"));
        }
    }

    [Fact]
    public async Task The_estimate_of_a_whole_table_is_its_size_when_it_was_last_analysed()
    {
        Sql.Execute(school.Database.OwnerConnectionString, "vacuum analyze students");
        int rows = (int)(await school.GetAsync($"students?count={Counting.Exact}")).Json["count"]!;

        Assert.Equal(rows, (int)(await school.GetAsync($"students?count={Counting.Estimated}")).Json["count"]!);
    }

    [Theory]
    [InlineData("limit=0", "invalid-parameter")]
    [InlineData("limit=201", "invalid-parameter")]
    [InlineData("limit=1&limit=1", "invalid-parameter")]
    [InlineData("sort=secrets", "invalid-parameter")]
    [InlineData("count=1", "invalid-parameter")]
    [InlineData("cursor=AAAA", "invalid-cursor")]
    [InlineData("offset=10", "unknown-parameter")]
    public async Task A_query_that_means_nothing_is_refused(string query, string code)
    {
        foreach (string list in school.Lists)
        {
            (await school.GetAsync($"{list}?{query}")).AssertProblem(400, code);
        }
    }

    [Fact]
    public async Task A_cursor_holds_for_its_order_alone()
    {
        foreach (string list in school.Lists)
        {
            string[] sorts = await SortsAsync(list);
            string next = (string)(await school.GetAsync($"{list}?limit=1&sort={sorts[0]}")).Json["nextLink"]!;

            (await school.GetAsync(next.Replace($"sort={sorts[0]}", $"sort={sorts[1]}", StringComparison.Ordinal)))
                .AssertProblem(400, "invalid-cursor");
        }
    }

    /// <summary>The orders of a list, as its own refusal names them.</summary>
    private async Task<string[]> SortsAsync(string list) =>
        ((string)(await school.GetAsync($"{list}?sort=?")).Json["errors"]!["sort"]![0]!)
            .Replace("must be one of ", "", StringComparison.Ordinal).Split(", ");

    private async Task<List<JsonNode>> WalkAsync(string path)
    {
        var rows = new List<JsonNode>();
        for (string? next = path; next is not null;)
        {
            var page = await school.GetAsync(next);
            Assert.True((int)page.Status == 200, $"{next}: {page.Text}");
            rows.AddRange(page.Json["value"]!.AsArray().Select(row => row!));
            next = (string?)page.Json["nextLink"];
        }

        return rows;
    }

    private static IEnumerable<string> StayingIds(IEnumerable<JsonNode> rows) => rows
        .Select(row => (string)row["id"]!)
        .Where(id => id.StartsWith(FullSchool.First[..24], StringComparison.Ordinal)
            && int.Parse(id[24..], null) <= FullSchool.Rows);

    /// <summary>Times, days and numbers; the order of names is the collation's, and has tests of its own.</summary>
    private static void AssertAscending(IEnumerable<JsonNode> values)
    {
        var list = values.ToList();
        if (list[0].GetValueKind() == System.Text.Json.JsonValueKind.Number)
        {
            Assert.Equal(list.Select(value => (int)value).Order(), list.Select(value => (int)value));
        }
        else if (((string)list[0]!).StartsWith("20", StringComparison.Ordinal))
        {
            var texts = list.Select(value => ((string)value!).TrimEnd('Z'));
            Assert.Equal(texts.Order(StringComparer.Ordinal), texts);
        }
    }
}
