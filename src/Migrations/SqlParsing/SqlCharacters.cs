namespace Lectern.Migrations.SqlParsing;

/// <summary>The character classes of PostgreSQL's lexer.</summary>
internal static class SqlCharacters
{
    public static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f';

    // For the server, every character beyond ASCII is a letter (bytes \200-\377 of the encoding).
    public static bool IsWordStart(char c) => char.IsAsciiLetter(c) || c is '_' or >= '\u0080';

    public static bool IsTagPart(char c) => IsWordStart(c) || char.IsAsciiDigit(c);

    public static bool IsWordPart(char c) => IsTagPart(c) || c == '$';

    public static int While(string text, int from, int limit, Func<char, bool> belongs)
    {
        while (from < limit && belongs(text[from]))
        {
            from++;
        }

        return from;
    }
}
