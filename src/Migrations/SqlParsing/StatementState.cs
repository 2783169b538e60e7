namespace Lectern.Migrations.SqlParsing;

/// <summary>The state that psql keeps while it reads a statement, to decide whether a semicolon ends it.</summary>
internal sealed class StatementState
{
    // create [or replace] function|procedure: psql looks at the first four words only.
    private const int WordsThatTellARoutine = 4;

    private readonly List<string> _firstWords = [];
    private string _previousWord = string.Empty;
    private bool _previousIsWord;
    private int _parentheses;
    private int _blocks;
    private bool _isCopy;

    /// <summary>
    /// The start of the statement after leading white space and <c>--</c> comments, as psql sends it.
    /// </summary>
    public int Start { get; private set; } = -1;

    /// <summary>Is there anything except comments?</summary>
    public bool HasCode { get; private set; }

    /// <summary>Does its data follow in the script?</summary>
    public bool IsCopyFromStdin { get; private set; }

    public bool EndsAt(SqlToken token, string text) =>
        token.Kind == SqlTokenKind.Symbol && text[token.Start] == ';' && _parentheses == 0 && _blocks == 0;

    public void Add(SqlToken token, string text)
    {
        if (Start < 0 && token.Kind is not (SqlTokenKind.Whitespace or SqlTokenKind.LineComment))
        {
            Start = token.Start;
        }

        if (!token.IsCode)
        {
            return;
        }

        if (token.Kind == SqlTokenKind.Word)
        {
            AddWord(text.Substring(token.Start, token.Length).ToLowerInvariant());
        }
        else if (token.Kind == SqlTokenKind.Symbol)
        {
            // As in psql, the depth stays at zero: an extra parenthesis must not extend the statement to the end.
            _parentheses = Math.Max(0, _parentheses + text[token.Start] switch { '(' => 1, ')' => -1, _ => 0 });
        }

        _previousIsWord = token.Kind == SqlTokenKind.Word;
        HasCode = true;
    }

    private void AddWord(string word)
    {
        _isCopy |= !HasCode && word == "copy";
        // The grammar accepts stdout in place of stdin here (copy_file_name), and psql too.
        IsCopyFromStdin |= _isCopy && _parentheses == 0 && _previousIsWord && _previousWord == "from"
            && (word is "stdin" or "stdout");
        if (_firstWords.Count < WordsThatTellARoutine)
        {
            _firstWords.Add(word);
        }

        if (_parentheses == 0 && IsRoutine)
        {
            _blocks = word switch
            {
                "begin" => _blocks + 1,
                "case" when _blocks > 0 => _blocks + 1,
                "end" => Math.Max(0, _blocks - 1),
                _ => _blocks,
            };
        }

        _previousWord = word;
    }

    private bool IsRoutine => _firstWords is ["create", "function" or "procedure", ..]
        or ["create", "or", "replace", "function" or "procedure", ..];
}
