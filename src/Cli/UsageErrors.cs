using System.CommandLine;
using System.CommandLine.Parsing;

namespace Lectern.Cli;

/// <summary>Reports the errors of a command line, and names its help.</summary>
internal static class UsageErrors
{
    private const string Hidden = "…";
    private const int MostMistakes = 2;

    public static void Write(ParseResult parsed, TextWriter output)
    {
        var command = parsed.CommandResult;
        foreach (string message in parsed.Errors.Select(error => error.Message).Distinct())
        {
            output.WriteLine(parsed.UnmatchedTokens.Where(token => !MayShow(token, command)).Aggregate(
                message, (text, token) => text.Replace($"'{token}'", $"'{Hidden}'", StringComparison.Ordinal)));
        }

        if (Similar(parsed) is { } similar)
        {
            output.WriteLine($"Did you mean: lectern {PathBelowRoot(command)}{similar}");
        }

        output.WriteLine($"Try: lectern {PathBelowRoot(command)}--help");
    }

    // An extra word is often a URL, or part of a password that was not quoted, so it is hidden. Options, and words in
    // place of a subcommand, are shown.
    private static bool MayShow(string token, CommandResult command) =>
        token.All(c => char.IsAsciiLetter(c) || c is '-')
        && (token.StartsWith('-') || command.Command.Subcommands.Count > 0);

    /// <returns>The command that is most like the word in its place; null if none is.</returns>
    private static string? Similar(ParseResult parsed) => parsed.UnmatchedTokens
        .Take(1)
        .SelectMany(token => parsed.CommandResult.Command.Subcommands
            .Select(command => (command.Name, Distance: Distance(token, command.Name)))
            .Where(found => found.Distance <= MostMistakes && found.Distance < found.Name.Length))
        .OrderBy(found => found.Distance)
        .Select(found => found.Name)
        .FirstOrDefault();

    /// <returns>The Levenshtein distance.</returns>
    private static int Distance(string one, string other)
    {
        int[] previous = [.. Enumerable.Range(0, other.Length + 1)];
        for (int i = 1; i <= one.Length; i++)
        {
            int[] current = new int[other.Length + 1];
            current[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int replace = previous[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                current[j] = Math.Min(replace, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }

    private static string PathBelowRoot(CommandResult command) => command.Parent is CommandResult parent
        ? $"{PathBelowRoot(parent)}{command.Command.Name} "
        : "";
}
