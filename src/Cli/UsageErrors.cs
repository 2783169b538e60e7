using System.CommandLine;
using System.CommandLine.Parsing;

namespace Lectern.Cli;

/// <summary>Reports the errors of a command line, and names its help.</summary>
internal static class UsageErrors
{
    private const string Hidden = "…";

    public static void Write(ParseResult parsed, TextWriter output)
    {
        var command = parsed.CommandResult;
        foreach (string message in parsed.Errors.Select(error => error.Message).Distinct())
        {
            output.WriteLine(parsed.UnmatchedTokens.Where(token => !MayShow(token, command)).Aggregate(
                message, (text, token) => text.Replace($"'{token}'", $"'{Hidden}'", StringComparison.Ordinal)));
        }

        output.WriteLine($"Try: lectern {PathBelowRoot(command)}--help");
    }

    // An extra word is often a URL, or part of a password that was not quoted, so it is hidden. Options, and words in
    // place of a subcommand, are shown.
    private static bool MayShow(string token, CommandResult command) =>
        token.All(c => char.IsAsciiLetter(c) || c is '-')
        && (token.StartsWith('-') || command.Command.Subcommands.Count > 0);

    private static string PathBelowRoot(CommandResult command) => command.Parent is CommandResult parent
        ? $"{PathBelowRoot(parent)}{command.Command.Name} "
        : "";
}
