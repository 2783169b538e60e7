namespace Lectern.Functions.Telemetry;

/// <summary>
/// Describes an error of the server without its message, which may quote values that were sent. A message about the SQL
/// itself quotes only the SQL, which has no values in it.
/// </summary>
internal static class ServerRefusal
{
    // PostgreSQL manual, appendix A: syntax error or access rule violation.
    private const string SqlErrors = "42";

    /// <summary>The code (PostgreSQL manual, appendix A) and the objects that the server names.</summary>
    public static string Describe(PostgresException refused) => string.Join(' ', Parts(refused));

    private static IEnumerable<string> Parts(PostgresException refused)
    {
        yield return $"SQLSTATE {refused.SqlState}";
        if (refused.SqlState.StartsWith(SqlErrors, StringComparison.Ordinal))
        {
            yield return $"({refused.MessageText})";
        }

        if (refused.TableName is { } table)
        {
            yield return $"table {table}";
        }

        if (refused.ConstraintName is { } constraint)
        {
            yield return $"constraint {constraint}";
        }

        if (refused.Routine is { } routine)
        {
            yield return $"routine {routine}";
        }
    }
}
