namespace Lectern.Migrations.Lint;

/// <summary>
/// Finds changes that rewrite a table in use, scan it under a lock, or break the code that reads it.
/// </summary>
internal static class TableRules
{
    private static readonly string[] VolatileFunctions =
    [
        "gen_random_uuid", "uuidv4", "uuidv7", "uuid_generate_v1", "uuid_generate_v4", "random", "clock_timestamp",
        "timeofday", "nextval",
    ];

    public static IEnumerable<LintObjection> NotNullWithoutDefault(LintContext context)
    {
        if (context.ExistingTable is not { } table)
        {
            yield break;
        }

        var words = context.Words;
        foreach (var column in table.AddedColumns)
        {
            int notNull = words.IndexIn(column, "not", "null");
            bool hasValue = words.Contains(column, "default") || words.Contains(column, "generated")
                || SqlTypes.IsSerial(words, column);
            if (notNull >= 0 && !hasValue)
            {
                yield return new LintObjection(
                    notNull,
                    "fails on a table with rows: add the column with a constant default, or without NOT NULL.");
            }
        }

        foreach (var action in table.Actions)
        {
            int set = words.IndexIn(action, "set", "not", "null");
            if (set >= 0 && !context.Script.Text.Contains("validate constraint", StringComparison.OrdinalIgnoreCase))
            {
                yield return new LintObjection(
                    set, "reads the whole table under an exclusive lock: add a CHECK (… IS NOT NULL) NOT VALID, "
                    + "VALIDATE CONSTRAINT, and SET NOT NULL in the script that validated it.");
            }
        }
    }

    public static IEnumerable<LintObjection> VolatileDefault(LintContext context)
    {
        var words = context.Words;
        foreach (var column in context.ExistingTable?.AddedColumns ?? [])
        {
            int start = words.IndexIn(column, "default");
            int call = start < 0 ? -1 : Enumerable.Range(start, column.End.Value - start).FirstOrDefault(
                word => VolatileFunctions.Contains(words[word], StringComparer.OrdinalIgnoreCase), -1);
            int rewrites = call >= 0 ? call
                : words.Contains(column, "generated") ? words.IndexIn(column, "generated")
                : SqlTypes.IsSerial(words, column) ? column.Start.Value + 1
                : -1;
            if (rewrites >= 0)
            {
                yield return new LintObjection(
                    rewrites, "rewrites the whole table under an exclusive lock, a value for every row: add the column "
                    + "without it, set the default for new rows, fill the old ones in batches.");
            }
        }
    }

    public static IEnumerable<LintObjection> TypeChange(LintContext context) =>
        from action in context.ExistingTable?.Actions ?? []
        where context.Words.Are(action.Start.Value, "alter")
        let type = context.Words.IndexIn(action, "type")
        where type >= 0
        select new LintObjection(
            type, "rewrites the table under an exclusive lock, and serving code still reads the old type: add a second "
            + "column, write both, and drop the old one in a contract step.");

    public static IEnumerable<LintObjection> DropOrRename(LintContext context)
    {
        if (context.Script.IsContract)
        {
            yield break;
        }

        const string message = "breaks the code that still serves: this is a contract step. When no version runs that "
            + "uses it, do it in a script that begins with -- lectern: contract";
        var words = context.Words;
        if (words.Are(0, "drop") && (words.Are(1, "table") || words.Are(1, "schema") || words.Are(1, "type"))
            && !context.CreatedTables.Contains(SqlNames.Table(words.QualifiedName(words.SkipIfExists(2)).Name)))
        {
            yield return new LintObjection(0, message);
        }

        foreach (var action in context.ExistingTable?.Actions ?? [])
        {
            int start = action.Start.Value;
            bool dropsColumn = words.Are(start, "drop") && !words.Are(start + 1, "constraint");
            bool renames = words.Are(start, "rename") && !words.Are(start + 1, "constraint");
            if (dropsColumn || renames || words.Are(start, "set", "schema"))
            {
                yield return new LintObjection(start, message);
            }
        }
    }
}
