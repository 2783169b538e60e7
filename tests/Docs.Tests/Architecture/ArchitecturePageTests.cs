using System.Text.RegularExpressions;
using Lectern.Testing;
using Xunit;

namespace Lectern.Docs.Tests.Architecture;

public sealed partial class ArchitecturePageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));

    [Fact]
    public void The_arrows_of_the_house_are_references_and_each_reference_follows_arrows()
    {
        var arrows = Arrow().Matches(Between(Page, "flowchart TB", "```"))
            .Select(arrow => (From: arrow.Groups[1].Value, To: arrow.Groups[2].Value)).ToHashSet();
        var projects = Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories);
        var references = projects
            .SelectMany(project => Reference().Matches(File.ReadAllText(project)).Select(
                reference => (From: Path.GetFileNameWithoutExtension(project), To: reference.Groups[1].Value)))
            .ToHashSet();

        Assert.Superset(arrows, references);
        Assert.All(references, reference => Assert.True(Reaches(reference.From, reference.To), $"{reference}"));

        bool Reaches(string from, string to) => arrows.Contains((from, to))
            || arrows.Any(arrow => arrow.From == from && Reaches(arrow.To, to));
    }

    [Fact]
    public void The_stages_of_a_request_are_those_of_the_pipeline_in_its_order()
    {
        string source = File.ReadAllText(
            Path.Combine(Repository.Root, "src", "Functions", "Hosting", "LecternApplication.cs"));
        Assert.Equal(
            Stage().Matches(Between(source, "UseLectern", "return app;")).Select(stage => stage.Groups["name"].Value),
            Row().Matches(Between(Page, "| stage |", "\n\n")).Select(row => row.Groups[1].Value));
    }

    private static string Between(string text, string start, string end)
    {
        string rest = text[text.IndexOf(start, StringComparison.Ordinal)..];
        return rest[..rest.IndexOf(end, StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"(\w+) --> (\w+)")]
    private static partial Regex Arrow();

    [GeneratedRegex(@"<ProjectReference Include=""[^""]*/(\w+)\.csproj""")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\.(?:UseMiddleware<(?:\w+\.)?(?<name>\w+)>|(?<name>Use(?!When|Middleware)\w+))\(")]
    private static partial Regex Stage();

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
