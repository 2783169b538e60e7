using System.Text.RegularExpressions;
using Lectern.Testing;

namespace Lectern.Functions.Tests.Http;

/// <summary>A request of an .http file as it is written, its variables not yet filled in.</summary>
/// <param name="Title">The line that says what the request shows.</param>
/// <param name="Name">The name by which later requests know its answer.</param>
/// <param name="Expected">The statuses that it may be answered with.</param>
/// <param name="Method">The method.</param>
/// <param name="Url">The URL.</param>
/// <param name="Headers">The headers, each as one line.</param>
/// <param name="Body">The body; empty where there is none.</param>
internal sealed record HttpFileRequest(
    string Title, string? Name, int[] Expected, string Method, string Url, string[] Headers, string Body);

/// <summary>
/// The .http files beside the functions. Their format is what editors have in common: requests after <c>###</c> and a
/// title, <c># @name</c> for an answer that is needed later. <c># expect</c> is for the tests, to editors a comment.
/// </summary>
internal static class HttpFile
{
    private static readonly string Folder = Path.Combine(Repository.Root, "src", "Functions");

    /// <summary>The files, relative to the functions.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*.http", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file)).Order(),
    ];

    /// <summary>The requests of a file in their order.</summary>
    public static IReadOnlyList<HttpFileRequest> Read(string name) =>
        [.. File.ReadAllText(Path.Combine(Folder, name)).Split("\n###").Skip(1).Select(Parse)];

    private static HttpFileRequest Parse(string block)
    {
        string[] lines = block.Split('\n');
        int start = Array.FindIndex(lines, 1, line => line.Length > 0 && line[0] != '#');
        int blank = Array.FindIndex(lines, start, string.IsNullOrEmpty);
        string[] first = lines[start].Split(' ', 2);
        string expected = Comment(lines, "# expect ")
            ?? throw new FormatException($"Nothing is expected of the request '{lines[0]}'.");
        return new(
            lines[0].Trim(), Comment(lines, "# @name "), [.. expected.Split(" or ").Select(int.Parse)],
            first[0], first[1], lines[(start + 1)..blank], string.Join('\n', lines[blank..]).Trim());
    }

    private static string? Comment(string[] lines, string prefix) =>
        lines.FirstOrDefault(line => line.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
}

/// <summary>The answers to the named requests of a file, and the variables that refer to them.</summary>
internal sealed partial class HttpFileVariables : Dictionary<string, Support.Answer>
{
    /// <summary>The text with what earlier answers said; the base is that of the client who sends it.</summary>
    public string Fill(string text) =>
        Variable().Replace(text.Replace("{{base}}/", "", StringComparison.Ordinal), ValueOf);

    private string ValueOf(Match variable)
    {
        var answer = this[variable.Groups["name"].Value];
        return variable.Groups["header"] is { Success: true, Value: var header }
            ? answer.Response.Headers.GetValues(header).Single()
            : Step().Matches(variable.Groups["path"].Value).Aggregate(
                answer.Json,
                (node, step) => int.TryParse(step.Value, out int index) ? node[index]! : node[step.Value]!).ToString();
    }

    [GeneratedRegex(@"\{\{(?<name>\w+)\.response\.(headers\.(?<header>[\w-]+)|body\.\$(?<path>[\w.\[\]]+))\}\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Step();
}
