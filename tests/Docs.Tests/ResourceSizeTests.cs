using Xunit;

namespace Lectern.Docs.Tests;

public sealed class ResourceSizeTests
{
    private static readonly IReadOnlyList<Block> Blocks = Page.Read("docs/adding-a-resource.md");

    [Fact]
    public void The_resource_of_the_page_has_at_most_200_lines_of_csharp_and_30_of_sql()
    {
        Assert.InRange(Lines("csharp", "src/"), 1, 200);
        Assert.InRange(Lines("sql", "db/"), 1, 30);
    }

    private static int Lines(string language, string folder) => Blocks
        .Where(block => block.Language == language && block.Path.StartsWith(folder, StringComparison.Ordinal))
        .Sum(block => block.Lines);
}
