using System.Text.RegularExpressions;
using Lectern.Testing;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Xunit;

namespace Lectern.Docs.Tests.Following;

/// <summary>The links of README and docs/ to files of the checkout.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages =>
    [
        "README.md",
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md")
            .Select(page => $"docs/{Path.GetFileName(page)}").Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Each_link_of_a_page_leads_to_a_file_and_a_heading_that_are_there(string page)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        string markdown = File.ReadAllText(Path.Combine(Repository.Root, page));

        var dead = Links(markdown).Where(link => !Exists(link.Length == 0 || link[0] == '#'
            ? Path.Combine(Repository.Root, page) + link
            : Path.Combine(folder, link)));

        Assert.Empty(dead);
    }

    private static IEnumerable<string> Links(string markdown) => Markdown.Parse(markdown).Descendants<LinkInline>()
        .Select(link => link.Url ?? "")
        .Where(url => !url.Contains("://", StringComparison.Ordinal));

    private static bool Exists(string target)
    {
        string[] parts = target.Split('#', 2);
        return parts.Length == 1
            ? Path.Exists(parts[0])
            : File.Exists(parts[0]) && Headings(File.ReadAllText(parts[0])).Contains(parts[1]);
    }

    /// <summary>The names that GitHub gives to headings.</summary>
    private static IEnumerable<string> Headings(string markdown) =>
        Heading().Matches(markdown).Select(heading => NotInName()
            .Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex("^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInName();
}
