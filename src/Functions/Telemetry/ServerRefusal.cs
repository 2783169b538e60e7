namespace Lectern.Functions.Telemetry;

/// <summary>
/// What may be written down of a refusal by the server. Its own words are not among that: they quote what was sent
/// (<c>invalid input syntax for type uuid: "…"</c>).
/// </summary>
internal static class ServerRefusal
{
    /// <summary>
    /// The code (PostgreSQL manual, appendix A) and the objects concerned, as far as the server names them.
    /// </summary>
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
