namespace Lectern.Migrations.SqlParsing;

/// <summary>
/// Splits a script as <c>psql -f</c> does: at semicolons outside quotes, comments, parentheses and the
/// <c>begin atomic … end</c> body of a routine. The lines after <c>copy … from stdin;</c> up to <c>\.</c> are its data.
/// There is one intended difference: a quote on the line after E'a' continues it here, as it does for the server, but
/// not for psql, which fails with a syntax error. psql's variables (<c>:name</c>) are sent unchanged.
/// </summary>
internal sealed class StatementSplitter
{
    private readonly string _text;
    private readonly SqlLexer _lexer;
    private readonly List<Statement> _statements = [];
    private StatementState _state = new();
    private int _limit;
    private int _behindData;

    private StatementSplitter(string text)
    {
        _text = text;
        _lexer = new SqlLexer(text);
        _limit = text.Length;
    }

    /// <returns>The statements in order; none if the text has only white space, comments and semicolons.</returns>
    /// <exception cref="SqlSyntaxException">The text has a psql meta-command.</exception>
    public static IReadOnlyList<Statement> Split(string text)
    {
        var splitter = new StatementSplitter(text);
        splitter.Run();
        return splitter._statements;
    }

    private void Run()
    {
        while (true)
        {
            while (_lexer.Next(_limit, out var token))
            {
                Take(token);
            }

            if (_limit == _text.Length)
            {
                Finish(_text.Length);
                return;
            }

            ContinueBehindData();
        }
    }

    private void Take(SqlToken token)
    {
        if (token.Kind == SqlTokenKind.Backslash)
        {
            throw new SqlSyntaxException(
                "A backslash outside quotes is a psql meta-command, which only psql can run: write it as SQL.",
                token.Start);
        }

        if (_state.EndsAt(token, _text))
        {
            bool copies = _state.IsCopyFromStdin;
            Finish(token.Start);
            if (copies)
            {
                TakeCopyData(token.End);
            }
        }
        else
        {
            _state.Add(token, _text);
        }
    }

    private void Finish(int end)
    {
        if (_state.HasCode)
        {
            _statements.Add(new Statement(
                _text[_state.Start..end], _state.Start, _state.IsCopyFromStdin ? string.Empty : null));
        }

        _state = new StatementState();
    }

    // As in psql, the data begins on the line after the semicolon; the rest of the semicolon's line runs afterwards.
    private void TakeCopyData(int behindSemicolon)
    {
        if (_limit == _text.Length)
        {
            _limit = LineEnd(behindSemicolon);
            _behindData = Math.Min(_limit + 1, _text.Length);
        }

        int start = _behindData;
        int end = start;
        while (end < _text.Length)
        {
            int lineEnd = LineEnd(end);
            bool isEndMark = _text.AsSpan(end, lineEnd - end).TrimEnd('\r').SequenceEqual(@"\.");
            _behindData = Math.Min(lineEnd + 1, _text.Length);
            if (isEndMark)
            {
                break;
            }

            end = _behindData;
        }

        _statements[^1] = _statements[^1] with { CopyData = _text[start..end] };
    }

    private void ContinueBehindData()
    {
        if (_state.HasCode)
        {
            throw new SqlSyntaxException(
                "A statement behind copy … from stdin; goes on beyond its line: put it below the data.", _state.Start);
        }

        _state = new StatementState();
        _lexer.MoveTo(_behindData);
        _limit = _text.Length;
    }

    private int LineEnd(int from)
    {
        int newline = _text.IndexOf('\n', from);
        return newline < 0 ? _text.Length : newline;
    }
}
