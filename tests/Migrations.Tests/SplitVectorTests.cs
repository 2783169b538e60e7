using System.Text.Json;
using Lectern.Migrations.SqlParsing;
using Xunit;

namespace Lectern.Migrations.Tests;

/// <summary>
/// The statements that grate and this job send for each text. The rule is psql's; rows with a difference have a reason.
/// </summary>
public sealed class SplitVectorTests
{
    private const string EmptyFails = "grate sends an empty statement, and the script fails: psql sends none";
    private const string CommentOnly = "grate sends a statement that is only a comment: there is nothing to run";

    private static readonly Dictionary<string, (string Why, string[] Statements)> Differences = new()
    {
        ["select 1;;"] = (EmptyFails, ["select 1"]),
        ["select 1; ;"] = (EmptyFails, ["select 1"]),
        [";select 1"] = (EmptyFails, ["select 1"]),
        [""] = (EmptyFails, []),
        ["  \n"] = (EmptyFails, []),
        ["select 1;\n-- c\n"] = (CommentOnly, ["select 1"]),
        ["select 1; -- c\n;"] = (CommentOnly, ["select 1"]),
        ["-- only"] = (CommentOnly, []),
        ["select 1);select 2"] =
            ("one stray parenthesis makes grate send all that follows as one", ["select 1)", "select 2"]),
        ["create function f() returns int begin atomic select 1; select 2; end; select 3"] =
            ("grate cuts the body of the function",
                ["create function f() returns int begin atomic select 1; select 2; end", "select 3"]),
        ["copy t from stdin;\n1\t2\n\\.\nselect 1;"] =
            ("grate sends the data as a statement", ["copy t from stdin", "select 1"]),
    };

    public static TheoryData<string, string[]> Vectors()
    {
        var data = new TheoryData<string, string[]>();
        string path = Path.Combine(AppContext.BaseDirectory, "Vectors", "split.json");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        foreach (var vector in document.RootElement.EnumerateArray())
        {
            var statements = vector.GetProperty("statements").EnumerateArray().Select(item => item.GetString()!);
            data.Add(vector.GetProperty("input").GetString()!, [.. statements]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_script_is_cut_as_grate_cuts_it_but_where_psql_does_not(string input, string[] grate)
    {
        if (input.StartsWith('\\'))
        {
            Assert.Equal(0, Assert.Throws<SqlSyntaxException>(() => StatementSplitter.Split(input)).Offset);
            return;
        }

        string[] expected = Differences.TryGetValue(input, out var difference) ? difference.Statements : grate;
        Assert.Equal(expected, StatementSplitter.Split(input).Select(statement => statement.Text));
    }

    [Fact]
    public void A_statement_knows_where_it_stands()
    {
        var statements = StatementSplitter.Split("-- head\nselect 1;\n\n  select 2;");

        Assert.Equal([8, 21], statements.Select(statement => statement.Offset));
    }

    [Fact]
    public void A_comment_that_is_never_closed_is_sent_for_the_server_to_refuse()
    {
        var statements = StatementSplitter.Split("select 1;\n/* half; a script\nselect 2;");

        Assert.Equal(["select 1", "/* half; a script\nselect 2;"], statements.Select(statement => statement.Text));
    }

    [Fact]
    public void What_stands_on_the_line_of_a_copy_runs_behind_its_data()
    {
        var statements = StatementSplitter.Split(
            "copy a from stdin; copy b from stdin; select 1;\n1\n\\.\n2\n\\.\nselect 2;");

        Assert.Equal(
            ["copy a from stdin", "copy b from stdin", "select 1", "select 2"], statements.Select(s => s.Text));
        Assert.Equal(["1\n", "2\n", null, null], statements.Select(s => s.CopyData));
    }

    [Fact]
    public void The_data_of_a_copy_end_with_the_file_at_the_latest()
    {
        var statements = StatementSplitter.Split("copy a from stdin;\n1\n2");

        Assert.Equal("1\n2", Assert.Single(statements).CopyData);
    }

    [Theory]
    [InlineData("copy \"from\" (stdin) to '/x'; select 1;")]
    [InlineData("copy (select 1 from stdin) to '/x'; select 1;")]
    public void A_copy_that_only_looks_like_one_from_stdin_has_no_data(string text)
    {
        Assert.All(StatementSplitter.Split(text), statement => Assert.Null(statement.CopyData));
        Assert.Equal(2, StatementSplitter.Split(text).Count);
    }
}
