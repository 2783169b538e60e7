using Lectern.Migrations.Running;

namespace Lectern.Migrations.Lint;

/// <summary>Indexes and constraints on tables that are in use.</summary>
internal static class ConstraintRules
{
    public static IEnumerable<LintObjection> IndexConcurrently(LintContext context)
    {
        var words = context.Words;
        bool isIndex = words.Are(0, "create", "index") || words.Are(0, "create", "unique", "index");
        if (isIndex && !context.Statement.LeadingWords.Contains("concurrently")
            && CreateIndex.Of(words) is { } index && !context.CreatedTables.Contains(index.Table))
        {
            yield return new LintObjection(
                0, "stops every write to the table until the index is built: CREATE INDEX CONCURRENTLY, "
                + "in a script that begins with -- lectern: no-transaction");
        }

        foreach (var constraint in context.ExistingTable?.AddedConstraints ?? [])
        {
            int start = constraint.Start.Value;
            if ((words.Are(start, "primary", "key") || words.Are(start, "unique"))
                && !words.Contains(constraint, "using"))
            {
                yield return new LintObjection(
                    start, "builds its index under an exclusive lock: CREATE UNIQUE INDEX CONCURRENTLY first, then ADD "
                    + "CONSTRAINT … USING INDEX.");
            }
        }
    }

    public static IEnumerable<LintObjection> UnnamedIndex(LintContext context)
    {
        if (ConcurrentIndex.Of(context.Statement) is { Name: null })
        {
            yield return new LintObjection(0, "needs a name: left INVALID by a failure it is found by its name.");
        }
    }

    public static IEnumerable<LintObjection> NotValid(LintContext context)
    {
        var words = context.Words;
        foreach (var constraint in context.ExistingTable?.AddedConstraints ?? [])
        {
            int start = constraint.Start.Value;
            if ((words.Are(start, "foreign", "key") || words.Are(start, "check"))
                && words.IndexIn(constraint, "not", "valid") < 0)
            {
                yield return new LintObjection(
                    start, "reads the whole table while writes wait: ADD CONSTRAINT … NOT VALID, and VALIDATE "
                    + "CONSTRAINT in a script of its own.");
            }
        }

        // PostgreSQL reads every row for it, even though each has null or the default in the new column.
        foreach (var column in context.ExistingTable?.AddedColumns ?? [])
        {
            int check = words.IndexIn(column, "check");
            if (check >= 0)
            {
                yield return new LintObjection(
                    check, "reads the whole table under an exclusive lock: ADD COLUMN without it, then ADD CONSTRAINT "
                    + "… CHECK … NOT VALID.");
            }
        }
    }
}
