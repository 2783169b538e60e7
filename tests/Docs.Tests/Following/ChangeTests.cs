using Lectern.Testing;
using Xunit;

namespace Lectern.Docs.Tests.Following;

public sealed class ChangeTests
{
    [Fact]
    public void Each_change_of_the_page_on_resources_applies_to_the_files_of_the_checkout()
    {
        var changes = Page.Read("docs/adding-a-resource.md").Where(block => block.IsChange).ToList();

        Assert.InRange(changes.Count, 3, 30);
        foreach (var file in changes.GroupBy(change => change.Path))
        {
            string text = File.ReadAllText(Path.Combine(Repository.Root, file.Key));
            Assert.NotEqual(text, file.Aggregate(text, (now, change) => Change.Apply(change, now)));
        }
    }

    [Fact]
    public void A_change_replaces_its_lines()
    {
        var change = new Block("diff", "x", " a\n-b\n+c\n+d\n\n e\n");

        Assert.Equal("0\na\nc\nd\n\ne\n", Change.Apply(change, "0\na\nb\n\ne\n"));
    }
}
