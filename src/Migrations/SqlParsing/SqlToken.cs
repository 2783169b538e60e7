namespace Lectern.Migrations.SqlParsing;

internal enum SqlTokenKind
{
    Whitespace,
    LineComment,
    BlockComment,
    Word,
    QuotedIdentifier,
    String,
    Number,
    Symbol,
    Backslash,
    UnclosedComment,
}

/// <summary>A token of a script; offsets are in UTF-16 units of the script's text.</summary>
internal readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length)
{
    public int End => Start + Length;

    /// <summary>Is it neither white space nor a comment?</summary>
    public bool IsCode => Kind > SqlTokenKind.BlockComment;
}
