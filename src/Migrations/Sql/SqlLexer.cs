namespace Lectern.Migrations;

/// <summary>
/// Cuts SQL into tokens by the rules of PostgreSQL's own lexer (chapter 4.1 of its manual), as far as they decide where a
/// quote, a comment or a word ends. Never fails: what is not closed extends to the end, and the server says so.
/// </summary>
internal sealed class SqlLexer(string text)
{
    private int _position;

    /// <summary>Continues at another place of the same text, behind the data of a COPY.</summary>
    public void MoveTo(int position) => _position = position;

    /// <returns>The next token before <paramref name="limit"/>; false at the limit.</returns>
    public bool Next(int limit, out SqlToken token)
    {
        var start = _position;
        if (start >= limit)
        {
            token = default;
            return false;
        }

        var kind = Scan(limit, out _position);
        _position = Math.Min(_position, limit);
        token = new SqlToken(kind, start, _position - start);
        return true;
    }

    /// <returns>All tokens of the text.</returns>
    public static IEnumerable<SqlToken> Tokens(string text)
    {
        var lexer = new SqlLexer(text);
        while (lexer.Next(text.Length, out var token))
        {
            yield return token;
        }
    }

    private SqlTokenKind Scan(int limit, out int end)
    {
        var start = _position;
        var character = text[start];
        var following = start + 1 < limit ? text[start + 1] : '\0';
        switch (character)
        {
            case ' ' or '\t' or '\n' or '\r' or '\f':
                end = While(start, limit, IsSpace);
                return SqlTokenKind.Whitespace;
            case '-' when following == '-':
                end = While(start, limit, static c => c is not ('\n' or '\r'));
                return SqlTokenKind.LineComment;
            case '/' when following == '*':
                end = BlockCommentEnd(start, limit);
                return SqlTokenKind.BlockComment;
            case '\'':
                end = QuoteEnd(start, '\'');
                return SqlTokenKind.String;
            case '"':
                end = QuoteEnd(start, '"');
                return SqlTokenKind.QuotedIdentifier;
            case 'e' or 'E' when following == '\'':
                end = EscapeStringEnd(start + 1);
                return SqlTokenKind.String;
            case '$' when DollarTagEnd(start, limit) is var tagEnd and > 0:
                end = DollarQuoteEnd(start, tagEnd);
                return SqlTokenKind.String;
            case '\\':
                end = start + 1;
                return SqlTokenKind.Backslash;
            case >= '0' and <= '9':
                end = NumberEnd(start, limit);
                return SqlTokenKind.Number;
            default:
                end = IsWordStart(character) ? While(start, limit, IsWordPart) : start + 1;
                return IsWordStart(character) ? SqlTokenKind.Word : SqlTokenKind.Symbol;
        }
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f';

    // Every character beyond ASCII is a letter to the server (bytes \200-\377 of the encoding).
    private static bool IsWordStart(char c) => char.IsAsciiLetter(c) || c is '_' or >= '\u0080';

    private static bool IsTagPart(char c) => IsWordStart(c) || char.IsAsciiDigit(c);

    private static bool IsWordPart(char c) => IsTagPart(c) || c == '$';

    private int While(int from, int limit, Func<char, bool> belongs)
    {
        while (from < limit && belongs(text[from]))
        {
            from++;
        }

        return from;
    }

    // The letter of an exponent is part of the number only before a digit: 1e'x' is a number and an escape string.
    private int NumberEnd(int start, int limit)
    {
        var end = While(start, limit, char.IsAsciiDigit);
        if (end + 1 < limit && text[end] == '.' && text[end + 1] != '.')
        {
            end = While(end + 1, limit, char.IsAsciiDigit);
        }

        if (end < limit && text[end] is 'e' or 'E')
        {
            var digits = end + 1 < limit && text[end + 1] is '+' or '-' ? end + 2 : end + 1;
            var exponentEnd = While(digits, limit, char.IsAsciiDigit);
            end = exponentEnd > digits ? exponentEnd : end;
        }

        return end;
    }

    private int BlockCommentEnd(int start, int limit)
    {
        var depth = 0;
        for (var i = start; i + 1 < limit; i++)
        {
            var pair = (text[i], text[i + 1]);
            depth += pair switch { ('/', '*') => 1, ('*', '/') => -1, _ => 0 };
            if (pair is ('/', '*') or ('*', '/'))
            {
                i++;
            }

            if (depth == 0)
            {
                return i + 1;
            }
        }

        return limit;
    }

    // A doubled quote closes and opens again: no special case is needed to find where the last one ends.
    private int QuoteEnd(int start, char quote)
    {
        var close = text.IndexOf(quote, start + 1);
        while (close >= 0 && close + 1 < text.Length && text[close + 1] == quote)
        {
            close = text.IndexOf(quote, close + 2);
        }

        return close < 0 ? text.Length : close + 1;
    }

    private int EscapeStringEnd(int quote)
    {
        for (var i = quote + 1; i < text.Length; i++)
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
                else if (ContinuationQuote(i + 1) is var next and > 0)
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

    // SQL joins literals that are separated by white space with a newline in it, and the second is of the first's kind:
    // in E'a' <newline> 'b\';c' the backslash escapes.
    private int ContinuationQuote(int from)
    {
        var sawNewline = false;
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] is '\n' or '\r')
            {
                sawNewline = true;
            }
            else if (text[i] == '-' && i + 1 < text.Length && text[i + 1] == '-')
            {
                i = While(i, text.Length, static c => c is not ('\n' or '\r')) - 1;
            }
            else if (!IsSpace(text[i]))
            {
                return sawNewline && text[i] == '\'' ? i : -1;
            }
        }

        return -1;
    }

    private int DollarTagEnd(int start, int limit)
    {
        var end = start + 1;
        if (end < limit && IsWordStart(text[end]))
        {
            end = While(end, limit, IsTagPart);
        }

        return end < limit && text[end] == '$' ? end + 1 : -1;
    }

    private int DollarQuoteEnd(int start, int tagEnd)
    {
        var tag = text[start..tagEnd];
        var close = text.IndexOf(tag, tagEnd, StringComparison.Ordinal);
        return close < 0 ? text.Length : close + tag.Length;
    }
}
