using System.Text.RegularExpressions;

namespace Lectern.Testing.Pages;

/// <summary>A command of a page, and the output that the page shows.</summary>
public sealed record ShownCommand(string Command, string Output);

/// <summary>The <c>console</c> blocks of a page: commands after <c>$ </c>, each with its output.</summary>
public static partial class ConsoleBlocks
{
    /// <summary>The commands of all <c>console</c> blocks of a Markdown text, in their order.</summary>
    public static IReadOnlyList<ShownCommand> Read(string markdown) =>
    [
        .. from block in ConsoleBlock().Matches(markdown)
           from command in Commands(block.Groups[1].Value)
           select command,
    ];

    /// <summary>The commands of one block.</summary>
    public static IEnumerable<ShownCommand> Commands(string block) =>
        from command in CommandAndOutput().Matches(block)
        select new ShownCommand(command.Groups[1].Value, command.Groups[2].Value.Trim());

    /// <summary>An output without what differs from run to run: ids, times, durations, traces and cursors.</summary>
    public static string ShapeOf(string output)
    {
        string shape = output.Replace("\r", "", StringComparison.Ordinal).Trim();
        shape = Id().Replace(shape, "ID");
        shape = Time().Replace(shape, "TIME");
        shape = Trace().Replace(shape, "TRACE");
        shape = Date().Replace(shape, "Date: TIME");
        shape = Duration().Replace(shape, "(DURATION)");
        return Cursor().Replace(shape, "cursor=CURSOR");
    }

    /// <summary>The ids of an output, in their order.</summary>
    public static IEnumerable<string> IdsOf(string output) => Id().Matches(output).Select(match => match.Value);

    [GeneratedRegex(@"^```console\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ConsoleBlock();

    // A command goes on after a line that ends with a backslash; its output ends where the next command begins.
    [GeneratedRegex(@"^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)", RegexOptions.Multiline)]
    private static partial Regex CommandAndOutput();

    [GeneratedRegex("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")]
    private static partial Regex Time();

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Trace();

    [GeneratedRegex("^Date: .*$", RegexOptions.Multiline)]
    private static partial Regex Date();

    [GeneratedRegex(@"\(\d+ ms\)")]
    private static partial Regex Duration();

    [GeneratedRegex(@"cursor=[\w%-]+")]
    private static partial Regex Cursor();
}
