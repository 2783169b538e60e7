using System.Text.RegularExpressions;

namespace Lectern.Testing.Pages;

/// <summary>
/// What a reader of a page types. The word behind the fence of a block decides:
/// <list type="bullet">
/// <item><c>sh</c>: the commands are run, and each of them must succeed.</item>
/// <item><c>console</c>: a command follows <c>$ </c>. It is run, and the lines below it are its output.</item>
/// <item>Every other word, such as <c>text</c> or <c>sh norun</c> (it needs Azure, or a person): nothing is run.</item>
/// </list>
/// </summary>
/// <param name="Text">The command, or the commands of a whole <c>sh</c> block.</param>
/// <param name="Output">The output that the page shows; null in an <c>sh</c> block.</param>
public sealed partial record PageCommand(string Text, string? Output)
{
    /// <summary>The commands of a file in the checkout, from top to bottom.</summary>
    public static IReadOnlyList<PageCommand> Read(string path) =>
        Of(File.ReadAllText(Path.Combine(Repository.Root, path)));

    /// <summary>The commands of a text, from top to bottom.</summary>
    public static IReadOnlyList<PageCommand> Of(string markdown) =>
        [.. Block().Matches(markdown.ReplaceLineEndings("\n")).SelectMany(OfBlock)];

    private static IEnumerable<PageCommand> OfBlock(Match block)
    {
        string text = block.Groups["text"].Value;
        return block.Groups["fence"].Value switch
        {
            "sh" => [new(text, Output: null)],
            "console" => CommandAndOutput().Matches(text)
                .Select(command => new PageCommand(command.Groups[1].Value, command.Groups[2].Value.Trim())),
            _ => [],
        };
    }

    [GeneratedRegex(@"^```(?<fence>.*)\n(?<text>(?:(?!```).*\n)*)```$", RegexOptions.Multiline)]
    private static partial Regex Block();

    // A command goes on after a line that ends with a backslash; its output ends where the next command begins.
    [GeneratedRegex(@"^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)", RegexOptions.Multiline)]
    private static partial Regex CommandAndOutput();
}
