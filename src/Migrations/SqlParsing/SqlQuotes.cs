namespace Lectern.Migrations.SqlParsing;

/// <summary>Finds the end of a comment or a quote; an unclosed one ends with the text.</summary>
internal static class SqlQuotes
{
    /// <returns>Are the comment and all nested comments closed?</returns>
    public static bool TryBlockCommentEnd(string text, int start, int limit, out int end)
    {
        int depth = 0;
        for (int i = start; i + 1 < limit; i++)
        {
            var pair = (text[i], text[i + 1]);
            depth += pair switch { ('/', '*') => 1, ('*', '/') => -1, _ => 0 };
            if (pair is ('/', '*') or ('*', '/'))
            {
                i++;
            }

            if (depth == 0)
            {
                end = i + 1;
                return true;
            }
        }

        end = limit;
        return false;
    }

    // A doubled quote is a closing and an opening quote, so it needs no special case.
    public static int QuoteEnd(string text, int start, char quote)
    {
        int close = text.IndexOf(quote, start + 1);
        while (close >= 0 && close + 1 < text.Length && text[close + 1] == quote)
        {
            close = text.IndexOf(quote, close + 2);
        }

        return close < 0 ? text.Length : close + 1;
    }

    public static int EscapeStringEnd(string text, int quote)
    {
        for (int i = quote + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '\'')
            {
                if (i + 1 < text.Length && text[i + 1] == '\'')
                {
                    i++;
                }
                else if (ContinuationQuote(text, i + 1) is var next and > 0)
                {
                    i = next;
                }
                else
                {
                    return i + 1;
                }
            }
        }

        return text.Length;
    }

    // SQL joins literals that are separated by white space with a newline. The second has the kind of the first: in
    // E'a' <newline> 'b\';c' the backslash is an escape.
    private static int ContinuationQuote(string text, int from)
    {
        bool sawNewline = false;
        for (int i = from; i < text.Length; i++)
        {
            if (text[i] is '\n' or '\r')
            {
                sawNewline = true;
            }
            else if (text[i] == '-' && i + 1 < text.Length && text[i + 1] == '-')
            {
                i = SqlCharacters.While(text, i, text.Length, static c => c is not ('\n' or '\r')) - 1;
            }
            else if (!SqlCharacters.IsSpace(text[i]))
            {
                return sawNewline && text[i] == '\'' ? i : -1;
            }
        }

        return -1;
    }

    public static int DollarTagEnd(string text, int start, int limit)
    {
        int end = start + 1;
        if (end < limit && SqlCharacters.IsWordStart(text[end]))
        {
            end = SqlCharacters.While(text, end, limit, SqlCharacters.IsTagPart);
        }

        return end < limit && text[end] == '$' ? end + 1 : -1;
    }

    public static int DollarQuoteEnd(string text, int start, int tagEnd)
    {
        string tag = text[start..tagEnd];
        int close = text.IndexOf(tag, tagEnd, StringComparison.Ordinal);
        return close < 0 ? text.Length : close + tag.Length;
    }
}
