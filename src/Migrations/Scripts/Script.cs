using Lectern.Migrations.SqlParsing;

namespace Lectern.Migrations.Scripts;

/// <summary>One file, decoded, with its tokens replaced.</summary>
/// <param name="Folder">The folder of grate's layout.</param>
/// <param name="Name">The name in the journal: the path below the folder, with <c>/</c>.</param>
/// <param name="Text">The text to run and to keep in the journal, with the file's own line endings.</param>
/// <param name="Hash">The hash that is compared with the journal.</param>
/// <param name="Kind">When it runs: the folder's kind, or everytime by its name.</param>
internal sealed record Script(MigrationFolder Folder, string Name, string Text, string Hash, ScriptKind Kind)
{
    // Marks count only in comments before the first statement, where a reader sees them.
    private const string NoTransactionMark = "lectern: no-transaction";
    private const string ContractMark = "lectern: contract";

    /// <summary>
    /// The position of the first bytes that are not UTF-8; null if there are none. Such a script neither runs nor is
    /// recorded as run: its text may lack letters.
    /// </summary>
    public int? NotUtf8At { get; init; }

    /// <summary>Folder and name, for messages.</summary>
    public string Path => $"{Folder.Name}/{Name}";

    /// <summary>grate's <c>one_time_script</c>: true in the folder <c>up</c> only.</summary>
    public bool IsOneTime => Folder.Kind == ScriptKind.Once;

    /// <summary>The number at the start of the name; null if there is none.</summary>
    public string? Number => ScriptNumber.Of(Name);

    /// <summary>Does each statement run on its own, without a common transaction?</summary>
    public bool IsWithoutTransaction => HasMark(NoTransactionMark);

    /// <summary>Is it the contract step of expand/contract? Then it may drop and rename.</summary>
    public bool IsContract => HasMark(ContractMark);

    /// <summary>Does its header have <c>-- lectern: allow RULE</c>?</summary>
    public bool Allows(string rule) => HasMark($"lectern: allow {rule}");

    private bool HasMark(string mark) => SqlLexer.Tokens(Text)
        .TakeWhile(token => !token.IsCode)
        .Where(token => token.Kind == SqlTokenKind.LineComment)
        .Any(token => Text.AsSpan(token.Start, token.Length).TrimStart('-').Trim().SequenceEqual(mark));
}
