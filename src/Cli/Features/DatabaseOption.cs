using System.CommandLine;
using Lectern.DatabaseUrls;

namespace Lectern.Cli.Features;

/// <summary>The database of a <c>lectern db</c> command: <c>--database URL</c> or else DATABASE_URL.</summary>
internal sealed class DatabaseOption : Option<string>
{
    private const string Variable = DatabaseUrlVariable.Name;

    public DatabaseOption()
        : base("--database")
    {
        Description = $"A connection string of any dialect, directly to the server; without it, the value of "
            + $"{Variable}. A password on the command line is visible in the list of processes.";
        HelpName = "URL";
        DefaultValueFactory = result =>
            DatabaseUrlVariable.Read(result, $"There is no database: give --database URL or set {Variable}.");
    }

    /// <returns>Npgsql's connection string for migrations. Notes on what was translated go to standard error.</returns>
    /// <exception cref="DatabaseUrlException">The URL cannot be read, or migrations cannot use it.</exception>
    public string ConnectionString(ParseResult parsed)
    {
        var url = DatabaseUrl.Parse(parsed.GetRequiredValue(this));
        var rendering = url.Convert(Driver.Npgsql, new RenderOptions { Purpose = Purpose.Migration });
        Answer.Say(url.Notes.AddRange(rendering.Notes));
        return rendering.Text;
    }
}
