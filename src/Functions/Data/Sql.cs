namespace Lectern.Functions.Data;

/// <summary>The few pieces of SQL that every list is put together from; never with a caller's text in them.</summary>
public static class Sql
{
    /// <summary>The conditions that are wanted, joined by <c>and</c>; <c>true</c> where none is.</summary>
    public static string And(params ReadOnlySpan<(bool IsWanted, string Condition)> conditions)
    {
        string joined = "true";
        foreach (var (isWanted, condition) in conditions)
        {
            joined = isWanted ? $"{joined} and {condition}" : joined;
        }

        return joined;
    }

    /// <summary>
    /// Has the statements that follow in the same command planned for their very values. A plan kept for all values
    /// cannot know how rare a pattern is, and reads a table of 200,000 names where the index has the four. Ends with
    /// the command's own transaction, so that it leaves nothing behind on a pooled connection.
    /// </summary>
    public const string PlanForValues = "select set_config('plan_cache_mode', 'force_custom_plan', true);";

    /// <summary>
    /// The condition that If-Match puts on a row, with <c>@versions</c>: null, or the versions that it may be in.
    /// </summary>
    public const string VersionIsGiven = "(@versions::int[] is null or version = any(@versions))";

    /// <summary>
    /// Sets columns of a table to what <c>@Patch</c> has of them, and leaves the others as they are.
    /// </summary>
    public static string SetPatched(string table, string columns) =>
        $"set ({columns}) = (select {columns} from json_populate_record({table}, @Patch::json))";

    /// <summary>
    /// An expression folded as the <c>search</c> columns are: one normal form, lower case, by rules that do not depend
    /// on the database's locale.
    /// </summary>
    public static string Folded(string expression) => $"lower(normalize({expression}) collate \"und-x-icu\")";

    /// <summary>The LIKE pattern of texts that contain a text as it stands, percent signs and all.</summary>
    public static string? Containing(string? text) => text is null
        ? null
        : $"%{text.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal)}%";
}
