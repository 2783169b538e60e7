using Lectern.Testing;
using Xunit;

namespace Lectern.Docs.Tests.Following;

public sealed class QuotationTests
{
    /// <summary>The pages whose blocks are files that the reader makes, in part over files of the checkout.</summary>
    private static readonly string[] Followed = ["adding-a-resource.md", "make-it-yours.md"];

    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(Path.GetFileName)
            .Except(Followed).Order(StringComparer.Ordinal).Select(page => $"docs/{page}"),
        "README.md",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void What_a_page_quotes_stands_in_the_file_that_it_names(string page)
    {
        foreach (var block in Page.Read(page).Where(block => Quotation.IsQuoted(block.Path)))
        {
            var quotation = new Quotation(
                block.Path, [.. block.Text.TrimEnd('\n').Split('\n').Select(line => line.Trim())]);
            Assert.True(quotation.WrongLine() is null, $"{page}, {block.Path}: {quotation.WrongLine()}");
        }
    }

    [Fact]
    public void A_line_that_is_not_there_is_found()
    {
        Assert.Equal("absent", new Quotation("host.json", ["{", "…", "absent"]).WrongLine());
        Assert.Equal("}", new Quotation("host.json", ["{", "}"]).WrongLine());
    }
}
