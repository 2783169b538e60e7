namespace Lectern.Migrations.SqlParsing;

/// <summary>
/// A statement of a script: a slice of the script's text without the final semicolon.
/// </summary>
/// <param name="Text">
/// The text to send, from the first character that is neither white space nor a <c>--</c> comment.
/// </param>
/// <param name="Offset">
/// The start in the script's text, in UTF-16 units, for errors with line and column.
/// </param>
/// <param name="CopyData">
/// The lines after a <c>copy … from stdin</c> up to <c>\.</c>; null for other statements.
/// </param>
internal sealed record Statement(string Text, int Offset, string? CopyData = null)
{
    private List<string>? _words;

    /// <summary>The first unquoted words in lower case, enough to recognize the kind of statement.</summary>
    public IReadOnlyList<string> LeadingWords => _words ??=
    [
        .. SqlLexer.Tokens(Text)
            .Where(token => token.IsCode)
            .Take(MostLeadingWords)
            .TakeWhile(token => token.Kind == SqlTokenKind.Word)
            .Select(token => Text.Substring(token.Start, token.Length).ToLowerInvariant()),
    ];

    private const int MostLeadingWords = 6;

    /// <summary>Does it begin with these words?</summary>
    public bool StartsWith(params ReadOnlySpan<string> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (i >= LeadingWords.Count || LeadingWords[i] != words[i])
            {
                return false;
            }
        }

        return true;
    }
}
