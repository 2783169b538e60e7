using Lectern.Migrations.SqlParsing;

namespace Lectern.Migrations.Scripts;

/// <summary>One file, decoded, with its tokens replaced.</summary>
/// <param name="Folder">The folder of grate's layout it stands in.</param>
/// <param name="Name">Its name in the journal: the path below the folder, with <c>/</c>.</param>
/// <param name="Text">What runs and what the journal keeps, with the file's own line endings.</param>
/// <param name="Hash">What the journal compares.</param>
/// <param name="Kind">When it runs: the folder's kind, or everytime by its name.</param>
internal sealed record Script(MigrationFolder Folder, string Name, string Text, string Hash, ScriptKind Kind)
{
    // The header has to be a comment before the first statement: a mark inside a script cannot be overlooked.
    private const string NoTransactionMark = "lectern: no-transaction";
    private const string ContractMark = "lectern: contract";

    /// <summary>
    /// Where in the text something stands that was not UTF-8 in the file; null where all was. grate runs what is left
    /// of such a text; it cannot be meant.
    /// </summary>
    public int? GarbledAt { get; init; }

    /// <summary>What errors and progress lines call it: folder and name.</summary>
    public string Path => $"{Folder.Name}/{Name}";

    /// <summary>grate's <c>one_time_script</c>: true in the folder <c>up</c> only.</summary>
    public bool IsOneTime => Folder.Kind == ScriptKind.Once;

    /// <summary>The number its name begins with; null where there is none.</summary>
    public string? Number => ScriptNumber.Of(Name);

    /// <summary>Runs statement by statement, each for itself.</summary>
    public bool IsWithoutTransaction => HasMark(NoTransactionMark);

    /// <summary>The contract step of expand/contract: it may drop and rename.</summary>
    public bool IsContract => HasMark(ContractMark);

    /// <summary>Whether its header says <c>-- lectern: allow RULE</c>.</summary>
    public bool Allows(string rule) => HasMark($"lectern: allow {rule}");

    private bool HasMark(string mark) => SqlLexer.Tokens(Text)
        .TakeWhile(token => !token.IsCode)
        .Where(token => token.Kind == SqlTokenKind.LineComment)
        .Any(token => Text.AsSpan(token.Start, token.Length).TrimStart('-').Trim().SequenceEqual(mark));
}
