namespace Lectern.Migrations.SqlParsing;

/// <summary>The tokens of a statement without white space and comments, by index.</summary>
internal sealed class SqlWords(string text)
{
    private readonly List<SqlToken> _tokens = [.. SqlLexer.Tokens(text).Where(token => token.IsCode)];

    public int Count => _tokens.Count;

    public int Offset(int index) => _tokens[index].Start;

    /// <returns>The token as written; empty after the end.</returns>
    public string this[int index] =>
        index < _tokens.Count ? text.Substring(_tokens[index].Start, _tokens[index].Length) : string.Empty;

    /// <returns>Are these the words at the index? Case does not matter; a quoted identifier does not match.</returns>
    public bool Are(int index, params ReadOnlySpan<string> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (!this[index + i].Equals(words[i], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    /// <returns>The first index of an unquoted word or symbol outside parentheses; -1 if there is none.</returns>
    public int Find(string word, int from = 0)
    {
        int depth = 0;
        for (int i = from; i < Count; i++)
        {
            if (depth == 0 && Are(i, word))
            {
                return i;
            }

            depth += this[i] switch { "(" => 1, ")" => -1, _ => 0 };
        }

        return -1;
    }

    /// <returns>Is an unquoted word in the range, at any depth?</returns>
    public bool Contains(Range range, string word) => IndexIn(range, word) >= 0;

    /// <returns>The first index of the unquoted words in the range, at any depth; -1 if there is none.</returns>
    public int IndexIn(Range range, params ReadOnlySpan<string> words)
    {
        for (int i = range.Start.Value; i < range.End.Value; i++)
        {
            if (Are(i, words))
            {
                return i;
            }
        }

        return -1;
    }

    /// <returns>
    /// The ranges between commas from the start to the end, or to the closing parenthesis around the start.
    /// </returns>
    public IReadOnlyList<Range> SplitByComma(int from)
    {
        var ranges = new List<Range>();
        int start = from;
        int depth = 0;
        int i = from;
        for (; i < Count && depth >= 0; i++)
        {
            depth += this[i] switch { "(" or "[" => 1, ")" or "]" => -1, _ => 0 };
            if (depth == 0 && this[i] == ",")
            {
                ranges.Add(start..i);
                start = i + 1;
            }
        }

        ranges.Add(start..(depth < 0 ? i - 1 : i));
        return ranges;
    }

    /// <returns>A name with its schema, as written and without white space, and the index after it.</returns>
    public (string Name, int Next) QualifiedName(int index)
    {
        string name = this[index];
        while (this[index + 1] == ".")
        {
            name += "." + this[index + 2];
            index += 2;
        }

        return (name, index + 1);
    }

    /// <returns>The index after <c>if exists</c> or <c>if not exists</c>, if one of them is here.</returns>
    public int SkipIfExists(int index) => Are(index, "if", "exists") ? index + 2
        : Are(index, "if", "not", "exists") ? index + 3
        : index;

    /// <returns>An identifier as the server stores it: in lower case, or the text in quotes.</returns>
    public static string Stored(string identifier) => identifier.StartsWith('"')
        ? identifier[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)
        : identifier.ToLowerInvariant();
}
