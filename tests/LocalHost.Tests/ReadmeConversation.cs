using System.Text.RegularExpressions;
using Lectern.Testing;

namespace Lectern.LocalHost.Tests;

/// <summary>The commands of README's "A first conversation", and the answers that README shows.</summary>
internal static partial class ReadmeConversation
{
    /// <summary>The commands in their order.</summary>
    public static IReadOnlyList<(string Command, string Answer)> Read()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string section = readme.Split("\n## ").Single(text => text.StartsWith("A first ", StringComparison.Ordinal));
        return
        [
            .. from block in ConsoleBlock().Matches(section)
               from command in CommandAndAnswer().Matches(block.Groups[1].Value)
               select (command.Groups[1].Value, command.Groups[2].Value.Trim()),
        ];
    }

    /// <summary>An answer without what differs from run to run: ids, times, traces and cursors.</summary>
    public static string ShapeOf(string answer)
    {
        string shape = answer.Replace("\r", "", StringComparison.Ordinal).Trim();
        shape = Id().Replace(shape, "ID");
        shape = Time().Replace(shape, "TIME");
        shape = Trace().Replace(shape, "TRACE");
        shape = Date().Replace(shape, "Date: TIME");
        return Cursor().Replace(shape, "cursor=CURSOR");
    }

    /// <summary>The ids of an answer, in their order.</summary>
    public static IEnumerable<string> IdsOf(string answer) => Id().Matches(answer).Select(match => match.Value);

    [GeneratedRegex(@"^```console\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ConsoleBlock();

    // A command goes on after a line that ends with a backslash; its answer ends where the next command begins.
    [GeneratedRegex(@"^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)", RegexOptions.Multiline)]
    private static partial Regex CommandAndAnswer();

    [GeneratedRegex("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")]
    private static partial Regex Time();

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Trace();

    [GeneratedRegex("^Date: .*$", RegexOptions.Multiline)]
    private static partial Regex Date();

    [GeneratedRegex(@"cursor=[\w%-]+")]
    private static partial Regex Cursor();
}
