using Lectern.Testing;
using Markdig;
using Markdig.Syntax;

namespace Lectern.Docs.Tests;

/// <summary>A fenced block of a page.</summary>
/// <param name="Language"><c>console</c> for commands; the language of a file otherwise.</param>
/// <param name="Path">The file that has the text, from the root of the checkout. Empty if the block is no file.</param>
internal sealed record Block(string Language, string Path, string Text)
{
    /// <summary>Whether a reader runs it.</summary>
    public bool IsCommands => Language == "console";

    /// <summary>Whether it changes lines of the file: those with <c>-</c> become those with <c>+</c>.</summary>
    public bool IsChange => Language == "diff";

    /// <summary>The lines that are not empty.</summary>
    public int Lines => Text.Split('\n').Count(line => !string.IsNullOrWhiteSpace(line));
}

/// <summary>The blocks that a reader of a page copies, in their order.</summary>
internal static class Page
{
    public static IReadOnlyList<Block> Read(string path) => Of(File.ReadAllText(Path.Combine(Repository.Root, path)));

    public static IReadOnlyList<Block> Of(string markdown) =>
    [
        .. Markdown.Parse(markdown)
            .Descendants<FencedCodeBlock>()
            .Select(block => new Block(block.Info ?? "", block.Arguments ?? "", $"{block.Lines}\n"))
            .Where(block => block.IsCommands || block.Path.Length > 0),
    ];
}
