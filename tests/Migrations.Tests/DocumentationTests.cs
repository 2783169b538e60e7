using System.Text.RegularExpressions;
using Lectern.Migrations.Lint;
using Lectern.Testing;
using Xunit;

namespace Lectern.Migrations.Tests;

/// <summary>The examples in docs/migrations.md: the lint refuses the wrong ones, and the right ones run.</summary>
public sealed partial class DocumentationTests(TestServer server)
{
    private const string Before = """
        create table students (
            id bigint generated always as identity primary key, full_name text, email text, grade int, note text);
        insert into students (full_name, email, grade, note) select 'n' || g, 'e' || g, g % 13, 'x'
        from generate_series(1, 2500) as g;
        create table lessons (id bigint generated always as identity primary key, student_id bigint);
        insert into lessons (student_id) select id from students;
        """;

    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "migrations.md"))
        .ReplaceLineEndings("\n");

    public static TheoryData<string> Rules() =>
        [.. Section().Matches(Page).Select(section => section.Groups["rule"].Value)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void What_a_reason_says_is_refused_the_check_refuses(string rule)
    {
        using var folder = new ScriptsFolder().Write("up/0001_before.sql", Before)
            .Write("up/0008_refused.sql", Block(rule, "sql refused"));

        Assert.Contains(new ScriptCheck(folder.Options).Run(), finding =>
            finding.Rule == rule && finding.Script == "up/0008_refused.sql");
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task What_a_reason_advises_the_check_passes_and_the_job_runs(string rule)
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_before.sql", Before);
        foreach (Match script in ScriptText().Matches(Block(rule, "sql")))
        {
            folder.Write(script.Groups["name"].Value, script.Groups["text"].Value);
        }

        Assert.Empty(new ScriptCheck(folder.Options).Run());
        Assert.NotEqual(1, folder.Migrate(database.OwnerConnectionString).ScriptsRun.Count);
    }

    [Fact]
    public void Every_rule_for_statements_has_its_reason() => Assert.Empty(ScriptCheck.UpRules.Select(rule => rule.Name)
        .Concat(["in-parameters", "foreign-key-index", "transaction", "meta-command"])
        .Except(Rules().Select(rule => rule.Data)));

    private static string Block(string rule, string kind)
    {
        string section = Section().Matches(Page).Single(section => section.Groups["rule"].Value == rule).Value;
        return Regex.Match(section, $@"(?s)```{kind}\n(?<text>.*?)```").Groups["text"].Value;
    }

    [GeneratedRegex(@"(?s)\n### (?<rule>[a-z-]+)\n.*?(?=\n### |\z)")]
    private static partial Regex Section();

    [GeneratedRegex(@"(?s)-- (?<name>up/\S+\.sql)\n(?<text>.*?)(?=\n-- up/|\z)")]
    private static partial Regex ScriptText();
}
