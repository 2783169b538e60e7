namespace Lectern.Migrations.SqlParsing;

/// <summary>Quotes names for statements that take no parameters: CREATE DATABASE, CREATE ROLE, GRANT.</summary>
internal static class SqlIdentifier
{
    /// <returns>The name in double quotes, with inner quotes doubled.</returns>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
