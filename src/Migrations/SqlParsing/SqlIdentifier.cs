namespace Lectern.Migrations.SqlParsing;

/// <summary>Names in statements that take no parameters: CREATE DATABASE, CREATE ROLE, GRANT.</summary>
internal static class SqlIdentifier
{
    /// <returns>The name between quotes, those inside doubled.</returns>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
