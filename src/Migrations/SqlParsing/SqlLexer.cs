namespace Lectern.Migrations.SqlParsing;

/// <summary>
/// Splits SQL into tokens by the rules of PostgreSQL's lexer (PostgreSQL manual, 4.1), as far as they decide where a
/// quote, a comment or a word ends. It never fails: an unclosed token extends to the end, and the server refuses it.
/// </summary>
internal sealed class SqlLexer(string text)
{
    private int _position;

    /// <summary>Continues at another position of the same text, after the data of a COPY.</summary>
    public void MoveTo(int position) => _position = position;

    /// <returns>The next token before <paramref name="limit"/>; false at the limit.</returns>
    public bool Next(int limit, out SqlToken token)
    {
        int start = _position;
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
        int start = _position;
        char character = text[start];
        char following = start + 1 < limit ? text[start + 1] : '\0';
        switch (character)
        {
            case ' ' or '\t' or '\n' or '\r' or '\f':
                end = SqlCharacters.While(text, start, limit, SqlCharacters.IsSpace);
                return SqlTokenKind.Whitespace;
            case '-' when following == '-':
                end = SqlCharacters.While(text, start, limit, static c => c is not ('\n' or '\r'));
                return SqlTokenKind.LineComment;
            case '/' when following == '*':
                // An unclosed comment is kept: it may contain half of the script, and the server must refuse it.
                return SqlQuotes.TryBlockCommentEnd(text, start, limit, out end)
                    ? SqlTokenKind.BlockComment
                    : SqlTokenKind.UnclosedComment;
            case '\'':
                end = SqlQuotes.QuoteEnd(text, start, '\'');
                return SqlTokenKind.String;
            case 'b' or 'B' or 'n' or 'N' or 'x' or 'X' when following == '\'':
                end = SqlQuotes.QuoteEnd(text, start + 1, '\'');
                return SqlTokenKind.String;
            case '"':
                end = SqlQuotes.QuoteEnd(text, start, '"');
                return SqlTokenKind.QuotedIdentifier;
            case 'e' or 'E' when following == '\'':
                end = SqlQuotes.EscapeStringEnd(text, start + 1);
                return SqlTokenKind.String;
            case '$' when SqlQuotes.DollarTagEnd(text, start, limit) is var tagEnd and > 0:
                end = SqlQuotes.DollarQuoteEnd(text, start, tagEnd);
                return SqlTokenKind.String;
            case '\\':
                end = start + 1;
                return SqlTokenKind.Backslash;
            case >= '0' and <= '9':
                end = NumberEnd(start, limit);
                return SqlTokenKind.Number;
            default:
                end = SqlCharacters.IsWordStart(character)
                    ? SqlCharacters.While(text, start, limit, SqlCharacters.IsWordPart)
                    : start + 1;
                return SqlCharacters.IsWordStart(character) ? SqlTokenKind.Word : SqlTokenKind.Symbol;
        }
    }

    // An exponent letter is part of the number only before a digit: 1e'x' is a number and an escape string.
    private int NumberEnd(int start, int limit)
    {
        int end = SqlCharacters.While(text, start, limit, char.IsAsciiDigit);
        if (end + 1 < limit && text[end] == '.' && text[end + 1] != '.')
        {
            end = SqlCharacters.While(text, end + 1, limit, char.IsAsciiDigit);
        }

        if (end < limit && text[end] is 'e' or 'E')
        {
            int digits = end + 1 < limit && text[end + 1] is '+' or '-' ? end + 2 : end + 1;
            int exponentEnd = SqlCharacters.While(text, digits, limit, char.IsAsciiDigit);
            end = exponentEnd > digits ? exponentEnd : end;
        }

        return end;
    }
}
