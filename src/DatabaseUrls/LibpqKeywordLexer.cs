using System.Text;

namespace Lectern.DatabaseUrls;

/// <summary>Splits keywords as libpq's <c>conninfo_parse</c> does.</summary>
internal static class LibpqKeywordLexer
{
    /// <summary>C's isspace: libpq knows no other blanks.</summary>
    public static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');

    public static IReadOnlyList<(string Name, string Value, bool Quoted)> Split(string text)
    {
        var pairs = new List<(string, string, bool)>();
        int position = SkipSpace(text, 0);
        while (position < text.Length)
        {
            int start = position;
            while (position < text.Length && text[position] != '=' && !IsSpace(text[position]))
            {
                position++;
            }

            string name = text[start..position];
            position = SkipSpace(text, position);
            if (name.Length == 0 || position == text.Length || text[position] != '=')
            {
                throw Malformed("A keyword has no value: the = after it, or before it the keyword, is missing.");
            }

            position = SkipSpace(text, position + 1);
            bool quoted = position < text.Length && text[position] == '\'';
            string value = quoted ? ReadQuoted(text, ref position) : ReadPlain(text, ref position);
            pairs.Add((name, value, quoted));
            position = SkipSpace(text, position);
        }

        return pairs;
    }

    private static string ReadPlain(string text, ref int position) => ReadUntil(IsSpace, text, ref position);

    private static string ReadQuoted(string text, ref int position)
    {
        position++;
        string value = ReadUntil(c => c == '\'', text, ref position);
        return position++ < text.Length ? value : throw Malformed("A quote is not closed.");
    }

    // A backslash escapes the next character; at the end of the text libpq drops it.
    private static string ReadUntil(Func<char, bool> isEnd, string text, ref int position)
    {
        var value = new StringBuilder();
        for (; position < text.Length && !isEnd(text[position]); position++)
        {
            if (text[position] == '\\' && ++position == text.Length)
            {
                break;
            }

            value.Append(text[position]);
        }

        return value.ToString();
    }

    private static int SkipSpace(string text, int position)
    {
        while (position < text.Length && IsSpace(text[position]))
        {
            position++;
        }

        return position;
    }

    private static DatabaseUrlException Malformed(string problem) => new(
        UrlMistakeKind.MalformedKeywords,
        problem,
        "Write host=… dbname=… user=… password='…'; within the quotes ' is written \\' and \\ is written \\\\.");
}
