namespace Lectern.Migrations.SqlParsing;

/// <summary>Converts offsets to lines and columns, and the server's positions to offsets.</summary>
internal static class TextPosition
{
    /// <param name="offset">In UTF-16 units.</param>
    /// <returns>Line and column from 1; the column counts code points, as the server does.</returns>
    public static (int Line, int Column) Of(string text, int offset)
    {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && !(i + 1 < text.Length && text[i + 1] == '\n')))
            {
                line++;
                lineStart = i + 1;
            }
        }

        return (line, CodePoints(text.AsSpan(lineStart, offset - lineStart)) + 1);
    }

    /// <param name="text">The statement that was sent.</param>
    /// <param name="position">The server's position, in code points from 1; 0 if there is none.</param>
    /// <returns>The offset in UTF-16 units.</returns>
    public static int OffsetOf(string text, int position)
    {
        int offset = 0;
        for (int seen = 1; seen < position && offset < text.Length; seen++)
        {
            offset += char.IsHighSurrogate(text[offset]) ? 2 : 1;
        }

        return Math.Min(offset, text.Length);
    }

    private static int CodePoints(ReadOnlySpan<char> text)
    {
        int count = 0;
        foreach (char character in text)
        {
            count += char.IsLowSurrogate(character) ? 0 : 1;
        }

        return count;
    }
}
