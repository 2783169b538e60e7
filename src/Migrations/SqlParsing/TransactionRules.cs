namespace Lectern.Migrations.SqlParsing;

/// <summary>What PostgreSQL runs only outside a transaction block, and what would end one.</summary>
internal static class TransactionRules
{
    /// <returns>Why the statement cannot stand in a script that is one transaction; null where it can.</returns>
    public static string? Objection(Statement statement) =>
        IsControl(statement) ? "A script is one transaction already: take the transaction control out."
        : NeedsNone(statement) ? "This cannot run in a transaction: put it in a script of its own that begins with "
            + "-- lectern: no-transaction"
        : null;

    /// <returns>Whether the statement is transaction control: it would part a script from its journal row.</returns>
    public static bool IsControl(Statement statement) => statement.LeadingWords is
        ["begin" or "commit" or "end" or "abort", ..]
        or ["start", "transaction", ..]
        or ["prepare", "transaction", ..]
        or ["rollback"]
        or ["rollback", "work" or "transaction" or "prepared" or "and", ..];

    /// <returns>Whether the server refuses the statement inside a transaction block.</returns>
    public static bool NeedsNone(Statement statement) => statement.LeadingWords switch
    {
        ["vacuum", ..] => true,
        ["alter", "system", ..] => true,
        ["create" or "drop", "database" or "tablespace" or "subscription", ..] => true,
        ["alter", "subscription", ..] => true,
        ["discard", "all", ..] => true,
        ["cluster"] => true,
        ["create" or "drop", "index", "concurrently", ..] or ["create", "unique", "index", "concurrently", ..] => true,
        ["reindex", "database" or "system" or "schema", ..] => true,
        ["reindex", ..] => IsConcurrent(statement),
        ["alter", "table", ..] => Mentions(statement, "detach") && IsConcurrent(statement),
        ["alter", "database", ..] => Mentions(statement, "tablespace"),
        _ => false,
    };

    /// <returns>Whether the statement may commit by itself: a procedure or a block of a batched back-fill.</returns>
    public static bool MayCommit(Statement statement) => statement.StartsWith("call") || statement.StartsWith("do");

    /// <returns>Whether the statement only sets the session, which a run that resumes has to set again.</returns>
    public static bool IsSessionSetting(Statement statement) =>
        statement.StartsWith("set") || statement.StartsWith("reset");

    /// <returns>Whether the statement waits for locks without making others queue behind it.</returns>
    public static bool IsConcurrent(Statement statement) => Mentions(statement, "concurrently");

    private static bool Mentions(Statement statement, string word) => SqlLexer.Tokens(statement.Text).Any(token =>
        token.Kind == SqlTokenKind.Word
        && statement.Text.AsSpan(token.Start, token.Length).Equals(word, StringComparison.OrdinalIgnoreCase));
}
