namespace Lectern.Migrations.SqlParsing;

/// <summary>What psql remembers of the statement it is reading, to know whether a semicolon ends it.</summary>
internal sealed class StatementState
{
    // create [or replace] function|procedure: psql looks no further than the fourth word.
    private const int WordsThatTellARoutine = 4;

    private readonly List<string> _firstWords = [];
    private string _previousWord = string.Empty;
    private bool _previousIsWord;
    private int _parentheses;
    private int _blocks;
    private bool _isCopy;

    /// <summary>
    /// Where the statement begins: behind leading white space and <c>--</c> comments, as psql sends it.
    /// </summary>
    public int Start { get; private set; } = -1;

    /// <summary>Whether there is anything but comments in it.</summary>
    public bool HasCode { get; private set; }

    /// <summary>Whether its data follow in the script.</summary>
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
            // Below zero psql does not go either: a stray parenthesis must not swallow the rest of the script.
            _parentheses = Math.Max(0, _parentheses + text[token.Start] switch { '(' => 1, ')' => -1, _ => 0 });
        }

        _previousIsWord = token.Kind == SqlTokenKind.Word;
        HasCode = true;
    }

    private void AddWord(string word)
    {
        _isCopy |= !HasCode && word == "copy";
        // The grammar takes stdout for stdin here (copy_file_name), and so does psql.
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
