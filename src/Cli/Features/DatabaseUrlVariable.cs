using System.CommandLine.Parsing;

namespace Lectern.Cli.Features;

/// <summary>DATABASE_URL, the default of every option and argument that names a database.</summary>
internal static class DatabaseUrlVariable
{
    public const string Name = "DATABASE_URL";

    /// <returns>Its value. If it is not set, the command line has an error.</returns>
    public static string Read(ArgumentResult result, string remedy)
    {
        if (result.Parent is null)
        {
            // The help page reads the default too. It gets the name, because it would print the password.
            return Name;
        }

        string? url = Environment.GetEnvironmentVariable(Name);
        if (string.IsNullOrWhiteSpace(url))
        {
            result.AddError(remedy);
        }

        return url ?? "";
    }
}
