using System.CommandLine;
using System.CommandLine.Parsing;

namespace Lectern.Cli.Features;

/// <summary>The URL from the command line or else from DATABASE_URL.</summary>
internal sealed class UrlArgument : Argument<string>
{
    private const string Variable = "DATABASE_URL";

    public UrlArgument()
        : base("URL")
    {
        Description = $"A connection string of any dialect; without one, the value of {Variable}.";
        DefaultValueFactory = FromEnvironment;
    }

    private static string FromEnvironment(ArgumentResult result)
    {
        var url = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrWhiteSpace(url))
        {
            result.AddError($"There is no URL: give one or set {Variable}.");
        }

        return url ?? "";
    }
}
