using System.Text.RegularExpressions;
using Lectern.Functions.Problems;
using Lectern.Testing;
using Xunit;

namespace Lectern.Docs.Tests.Troubleshooting;

public sealed partial class TroubleshootingPageTests
{
    [Fact]
    public void It_has_a_row_for_each_problem_code_with_its_status_and_for_no_other() => Assert.Equal(
        ProblemType.All.Select(type => $"`{type.Code}` {type.Status}").Order(StringComparer.Ordinal),
        Rows("| code | status |").Select(row => $"{row[0]} {row[1]}").Order(StringComparer.Ordinal));

    [Fact]
    public void It_has_a_row_for_each_code_that_only_the_gateway_answers()
    {
        string policy = File.ReadAllText(Path.Combine(Repository.Root, "infra", "api", "policies", "api.xml"));
        var codes = PolicyCode().Matches(CodeOfPolicy().Match(policy).Value).Select(code => code.Groups[1].Value);

        Assert.Equal(
            codes.Except(ProblemType.All.Select(type => type.Code)).Select(code => $"`{code}`").Order(
                StringComparer.Ordinal),
            Rows("| code of API Management |").Select(row => row[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_has_a_row_for_each_finding_of_the_doctor_and_for_no_other() => Assert.Equal(
        DoctorSource.Findings(),
        Rows("| step | finding |").Select(row => $"{row[0]}: {row[1]}").Order(StringComparer.Ordinal));

    /// <summary>The cells of the rows of the table whose head begins so.</summary>
    private static IEnumerable<string[]> Rows(string head) =>
        File.ReadLines(Path.Combine(Repository.Root, "docs", "troubleshooting.md"))
            .SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split(" | ").Select(cell => cell.Trim()).ToArray());

    [GeneratedRegex("""<set-variable name="code" value='[^']*'""")]
    private static partial Regex CodeOfPolicy();

    [GeneratedRegex(@"[?:] ""([a-z-]+)""")]
    private static partial Regex PolicyCode();
}
