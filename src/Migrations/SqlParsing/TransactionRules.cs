namespace Lectern.Migrations.SqlParsing;

/// <summary>Classifies statements by their behaviour in a transaction block.</summary>
internal static class TransactionRules
{
    /// <returns>The reason why the statement cannot be in a script that is one transaction; null if it can.</returns>
    public static string? Objection(Statement statement) =>
        IsControl(statement) ? "A script is one transaction already: take the transaction control out."
        : NeedsNone(statement) ? "This cannot run in a transaction: put it in a script of its own that begins with "
            + "-- lectern: no-transaction"
        : null;

    /// <returns>Is it transaction control? It would commit the script without its journal row.</returns>
    public static bool IsControl(Statement statement) => statement.LeadingWords is
        ["begin" or "commit" or "end" or "abort", ..]
        or ["start", "transaction", ..]
        or ["prepare", "transaction", ..]
        or ["rollback"]
        or ["rollback", "work" or "transaction" or "prepared" or "and", ..];

    /// <returns>Does the server refuse the statement in a transaction block?</returns>
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

    /// <returns>Can the statement commit? It is a CALL or DO, for example of a backfill in batches.</returns>
    public static bool MayCommit(Statement statement) => statement.StartsWith("call") || statement.StartsWith("do");

    /// <returns>Does the statement only set the session? A run that continues the script has to run it again.</returns>
    public static bool IsSessionSetting(Statement statement) =>
        statement.StartsWith("set") || statement.StartsWith("reset");

    /// <returns>Does the statement wait for locks without a queue of other sessions after it?</returns>
    public static bool IsConcurrent(Statement statement) => Mentions(statement, "concurrently");

    private static bool Mentions(Statement statement, string word) => SqlLexer.Tokens(statement.Text).Any(token =>
        token.Kind == SqlTokenKind.Word
        && statement.Text.AsSpan(token.Start, token.Length).Equals(word, StringComparison.OrdinalIgnoreCase));
}
