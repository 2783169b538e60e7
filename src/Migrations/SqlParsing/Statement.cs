namespace Lectern.Migrations.SqlParsing;

/// <summary>
/// One statement of a script, as it is sent: a slice of the script's text without the closing semicolon.
/// </summary>
/// <param name="Text">
/// What is sent; begins at its first character that is neither white space nor a <c>--</c> comment.
/// </param>
/// <param name="Offset">
/// Where it begins in the script's text, in UTF-16 units, for errors that name line and column.
/// </param>
/// <param name="CopyData">
/// The lines up to <c>\.</c> behind a <c>copy … from stdin</c>; null for every other one.
/// </param>
internal sealed record Statement(string Text, int Offset, string? CopyData = null)
{
    private List<string>? _words;

    /// <summary>The first bare words in lower case, as many as tell what kind of statement it is.</summary>
    public IReadOnlyList<string> LeadingWords => _words ??= SqlLexer.Tokens(Text)
        .Where(token => token.IsCode)
        .Take(MostLeadingWords)
        .TakeWhile(token => token.Kind == SqlTokenKind.Word)
        .Select(token => Text.Substring(token.Start, token.Length).ToLowerInvariant())
        .ToList();

    private const int MostLeadingWords = 6;

    /// <summary>Whether it begins with these words.</summary>
    public bool StartsWith(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (i >= LeadingWords.Count || LeadingWords[i] != words[i])
            {
                return false;
            }
        }

        return true;
    }
}
