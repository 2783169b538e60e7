namespace Lectern.Functions.Data;

/// <summary>Pieces of SQL that stores share. None of them contains a caller's text.</summary>
public static class Sql
{
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
    /// Plans the statements that follow in the same command for their values. A plan for all values does not know how
    /// rare a pattern is, and may read a table of 200,000 names instead of four index entries; nor does it know how
    /// many rows a range has. It ends with the command's transaction, so a pooled connection keeps nothing of it.
    /// </summary>
    public const string PlanForValues = "select set_config('plan_cache_mode', 'force_custom_plan', true);";

    /// <summary>The condition of If-Match, with <c>@versions</c>: null, or the allowed versions.</summary>
    public const string VersionIsGiven = "(@versions::int[] is null or version = any(@versions))";

    /// <summary>Sets the columns that <c>@Patch</c> has, and keeps the others.</summary>
    public static string SetPatched(string table, string columns) =>
        $"set ({columns}) = (select {columns} from json_populate_record({table}, @Patch::json))";

    /// <summary>An expression folded as the <c>search</c> columns are, independent of the database's locale.</summary>
    public static string Folded(string expression) => $"lower(normalize({expression}) collate \"und-x-icu\")";

    /// <summary>The LIKE pattern of texts that contain a text literally.</summary>
    public static string? Containing(string? text) => text is null
        ? null
        : $"%{text.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal)}%";
}
