namespace Lectern.Migrations.SqlParsing;

/// <summary>A statement's tokens without white space and comments, to walk through by word.</summary>
internal sealed class SqlWords(string text)
{
    private readonly List<SqlToken> _tokens = [.. SqlLexer.Tokens(text).Where(token => token.IsCode)];

    public int Count => _tokens.Count;

    public int Offset(int index) => _tokens[index].Start;

    /// <returns>The token as written; empty behind the end.</returns>
    public string this[int index] =>
        index < _tokens.Count ? text.Substring(_tokens[index].Start, _tokens[index].Length) : string.Empty;

    /// <returns>Whether the bare words stand there, in any case; a quoted identifier is no such word.</returns>
    public bool Are(int index, params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!this[index + i].Equals(words[i], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    /// <returns>Where a bare word or symbol first stands, outside parentheses; -1 where it does not.</returns>
    public int Find(string word, int from = 0)
    {
        var depth = 0;
        for (var i = from; i < Count; i++)
        {
            if (depth == 0 && Are(i, word))
            {
                return i;
            }

            depth += this[i] switch { "(" => 1, ")" => -1, _ => 0 };
        }

        return -1;
    }

    /// <returns>Whether a bare word stands within the range, at any depth.</returns>
    public bool Contains(Range range, string word) => IndexIn(range, word) >= 0;

    /// <returns>Where the bare words first stand within the range, at any depth; -1 where they do not.</returns>
    public int IndexIn(Range range, params ReadOnlySpan<string> words)
    {
        for (var i = range.Start.Value; i < range.End.Value; i++)
        {
            if (Are(i, words))
            {
                return i;
            }
        }

        return -1;
    }

    /// <returns>
    /// The ranges between commas from here to the end, or to the parenthesis that closes what the start is in.
    /// </returns>
    public IReadOnlyList<Range> SplitByComma(int from)
    {
        var ranges = new List<Range>();
        var start = from;
        var depth = 0;
        var i = from;
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

    /// <returns>A name with its schema, as written and without white space, and the index behind it.</returns>
    public (string Name, int Next) QualifiedName(int index)
    {
        var name = this[index];
        while (this[index + 1] == ".")
        {
            name += "." + this[index + 2];
            index += 2;
        }

        return (name, index + 1);
    }

    /// <returns>The index behind <c>if exists</c> or <c>if not exists</c>, where that stands here.</returns>
    public int SkipIfExists(int index) => Are(index, "if", "exists") ? index + 2
        : Are(index, "if", "not", "exists") ? index + 3
        : index;

    /// <returns>A written identifier as the server stores it: folded to lower case, or what the quotes hold.</returns>
    public static string Stored(string identifier) => identifier.StartsWith('"')
        ? identifier[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)
        : identifier.ToLowerInvariant();
}
