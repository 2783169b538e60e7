namespace Lectern.Migrations.SqlParsing;

/// <summary>
/// A script cannot be split into statements. <see cref="Offset"/> is in UTF-16 units of its text.
/// </summary>
internal sealed class SqlSyntaxException(string message, int offset) : FormatException(message)
{
    public int Offset => offset;
}
