namespace Lectern.Functions.Telemetry;

/// <summary>Describes an error of the server without its message, which quotes values that were sent.</summary>
internal static class ServerRefusal
{
    /// <summary>The code (PostgreSQL manual, appendix A) and the objects that the server names.</summary>
    public static string Describe(PostgresException refused) => string.Join(' ', Parts(refused));

    private static IEnumerable<string> Parts(PostgresException refused)
    {
        yield return $"SQLSTATE {refused.SqlState}";
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
