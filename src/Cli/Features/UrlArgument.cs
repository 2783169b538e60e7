using System.CommandLine;

namespace Lectern.Cli.Features;

/// <summary>The URL of the command line; without one, DATABASE_URL.</summary>
internal sealed class UrlArgument : Argument<string>
{
    private const string Variable = DatabaseUrlVariable.Name;

    public UrlArgument()
        : base("URL")
    {
        Description = $"A connection string of any dialect; without one, the value of {Variable}.";
        DefaultValueFactory = result =>
            DatabaseUrlVariable.Read(result, $"There is no URL: give one or set {Variable}.");
    }
}
