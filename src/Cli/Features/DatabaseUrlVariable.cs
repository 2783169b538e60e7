using System.CommandLine.Parsing;

namespace Lectern.Cli.Features;

/// <summary>DATABASE_URL, the default of whatever names a database.</summary>
internal static class DatabaseUrlVariable
{
    public const string Name = "DATABASE_URL";

    /// <returns>Its value; with an error of the command line where it is not set.</returns>
    public static string Read(ArgumentResult result, string remedy)
    {
        if (result.Parent is null)
        {
            // The page of help asks outside of any command line, and would print the password: the name is for it.
            return Name;
        }

        var url = Environment.GetEnvironmentVariable(Name);
        if (string.IsNullOrWhiteSpace(url))
        {
            result.AddError(remedy);
        }

        return url ?? "";
    }
}
