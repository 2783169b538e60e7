using System.CommandLine;
using System.CommandLine.Parsing;
using Lectern.Migrations;

namespace Lectern.Cli.Features;

/// <summary>The options that select scripts and their tokens, for every command that reads scripts.</summary>
internal sealed class ScriptOptions
{
    // The width of the column in the journal.
    private const int LongestVersionChars = 50;

    private readonly Option<string> _scripts = CommonOptions.Scripts();

    private readonly Option<string[]> _environments = new("--env")
    {
        Description = "Also the scripts of this environment (name.ENV.TEST.sql); can be repeated.",
        HelpName = "name",
    };

    private readonly Option<string> _version = new("--version")
    {
        Description = $"The version that the journal names ({MigrationOptions.DefaultVersion}).",
        HelpName = "text",
    };

    private readonly Option<string[]> _tokens = new("--token")
    {
        Description = "A value for {{name}} in scripts; can be repeated.",
        HelpName = "name=value",
    };

    public ScriptOptions()
    {
        _version.Validators.Add(RefuseLongVersion);
        _tokens.Validators.Add(RefuseNameless);
    }

    public void AddTo(Command command)
    {
        command.Add(_scripts);
        command.Add(_environments);
        command.Add(_version);
        command.Add(_tokens);
    }

    public MigrationOptions Read(ParseResult parsed) => new()
    {
        ScriptsFolder = parsed.GetRequiredValue(_scripts),
        Environments = parsed.GetValue(_environments) ?? [],
        Version = parsed.GetValue(_version),
        Tokens = (parsed.GetValue(_tokens) ?? []).Select(token => token.Split('=', 2))
            .GroupBy(token => token[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(token => token.Key, token => token.Last()[1]),
    };

    private static void RefuseLongVersion(OptionResult result)
    {
        if (result.Tokens.Any(token => token.Value.Length is 0 or > LongestVersionChars))
        {
            result.AddError($"--version takes 1 to {LongestVersionChars} characters.");
        }
    }

    private static void RefuseNameless(OptionResult result)
    {
        if (result.Tokens.Any(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
        {
            result.AddError("--token takes name=value.");
        }
    }
}
